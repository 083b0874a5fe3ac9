# SPDX-License-Identifier: MIT
"""Japanese prose without end, in the manner of municipal reports: seeded, made by rule, unlike itself.

Sentences are patterns over word classes. Nouns are joined of Sino-Japanese stems and heads, verbs take endings by rule
(サ変 verbs in し-, five-row verbs by their last kana), places and people are made of their characters.
"""

from .prose import Prose
from .zipf import Zipf

_STEMS = """地域 市民 教育 医療 介護 福祉 保育 防災 交通 道路 河川 上下水道 公園 緑地 森林 農業 漁業 畜産 観光 商業 工業 物流 港湾 空港 鉄道
住宅 空家 都市 農村 離島 山間 沿岸 環境 大気 水質 廃棄物 資源 電力 電気 通信 情報 統計 財政 税務 予算 契約 人事 研修 採用 広報 議会 選挙
戸籍 窓口 消防 救急 防犯 消費者 労働 雇用 企業 起業 金融 保険 年金 食品 衛生 感染症 健康 栄養 歯科 母子 児童 青少年 高齢者 障害者 外国人
学校 図書館 博物館 美術館 文化財 芸術 音楽 演劇 体育 競技 温泉 祭礼 民俗 歴史 地質 気象 地震 津波 洪水 火山 測量 地図 建築 耐震 橋梁 舗装
除雪 街灯 駐車場 自転車 歩道 標識 信号 運転 車両 部品 機械 金属 化学 繊維 陶磁器 木材 紙製品 印刷 出版 放送 映像 玩具 家具 電池 半導体""".split()
_HEADS = """計画 事業 施設 制度 体制 対策 支援 調査 研究 整備 管理 運営 評価 改善 会議 委員会 協議会 審議会 部会 窓口 相談 講座 教室 研修会
説明会 発表会 展示 資料 報告書 要綱 条例 規則 基準 指針 方針 目標 課題 問題 効果 成果 実績 費用 財源 補助金 負担 料金 収入 支出 職員 担当者
専門家 団体 組合 法人 会社 店舗 工場 倉庫 設備 機器 装置 台帳 名簿 記録 申請 届出 許可 検査 点検 工事 委託 入札 品質 安全 需要 供給 市場
価格 技術 人材 拠点 地区 区域 路線 期間 時期 回数 件数 割合 傾向 原因 背景 意見 要望 苦情 合意 連携 分担""".split()
_KATA = """システム サービス データ ネットワーク センター モデル イベント ボランティア アンケート ホームページ パンフレット メール アプリ
タブレット カメラ センサー ポンプ バルブ ケーブル トンネル ダム バス タクシー レール ホーム ホテル レストラン カフェ スーパー コンビニ
スポーツ プール グラウンド ステージ コンサート ワークショップ セミナー テーマ プログラム スケジュール ルール マニュアル リスト グラフ
コスト リスク ニーズ ターゲット エネルギー ガス ソーラー リサイクル プラスチック ガラス アルミ コンクリート アスファルト""".split()
_SURU = """実施 検討 推進 整備 確認 調査 改善 評価 公表 報告 説明 協議 調整 連携 支援 助成 委託 採用 配置 育成 開催 参加 募集 申請 受理 審査 許可
登録 点検 修繕 更新 撤去 設置 導入 活用 共有 分析 集計 比較 検証 予測 計画 策定 改正 廃止 延長 短縮 拡大 縮小 増加 減少 維持 保存 公開 発信
周知 啓発 指導 監視 測定 記録 保管 回収 分別 処理 処分 輸送 搬入 搬出 購入 売却 貸与 返還 徴収 納付 免除 負担 交付 給付 診断 治療 予防 看護
訪問 巡回 警戒 避難 誘導 救助 復旧 復興 移転 統合 分割 開発 保全 植栽 伐採 収穫 出荷 加工 販売 輸出 養殖 放流 飼育 繁殖 練習 指揮 上演 撮影""".split()
_GODAN = """進 む,ん 取り組 む,ん 見直 す,し 伸ば す,し 減ら す,し 増や す,し 直 す,し 図 る,っ 高ま る,っ 広が る,っ 始ま る,っ 終わ る,っ 残 る,っ
減 る,っ 行 う,っ 担 う,っ 補 う,っ 使 う,っ 扱 う,っ 整 う,っ 築 く,い 開 く,い 続 く,い 働 く,い 届 く,い 選 ぶ,ん 学 ぶ,ん 運 ぶ,ん 結 ぶ,ん""".split()
_ICHIDAN = "進め 定め 高め 深め 集め 求め 始め 続け 設け 受け 助け 届け 育て 支え 加え 整え 伝え 備え 見つけ 広げ 下げ 上げ 調べ 比べ 並べ 改め 強め 避け 分け".split()
_ADJ = """新しい 古い 大きな 小さな 重要な 必要な 十分な 主な 急な 広い 狭い 高い 低い 多い 少ない 厳しい 明らかな 安全な 丁寧な 地道な 独自の
共通の 全国の 県内の 当時の 昨年の 次の 従来の 臨時の 若い 身近な 多様な 複雑な 簡単な 適切な 円滑な""".split()
_ADV = "引き続き さらに 特に 主に 順次 早急に 計画的に 積極的に 着実に 定期的に 徐々に 大幅に 新たに 直ちに 改めて おおむね ほぼ すでに まだ 互いに".split()
_LEADS = """また 一方で このため その結果 なお さらに しかし 加えて 例えば 特に 昨年度は 今年度は 当面は 冬季には 平日は 現在のところ 近年では
これに対し 地元では 会議では 調査によると 職員の話では 以上のことから""".split()
# Most words of a text are seldom ones: compounds and loan words of a document's own.
_KANJI = """安意育運営英演央応温価化加果課画会解確完管関観基期技求協況業極均景系経計健検権元限構考査材際在策算産酸史施時識質写修集術準承証象
植成性勢税績接設専選素層総測態単治置築著調程的適展伝統動導得熱能破犯判版比備費表標評品復複分編弁保報防望暮脈密務夢輸余様要養欲率略流量
領力林臨類例歴論和域異遺延沿恩我灰拡革割株干巻看簡危机揮貴疑吸供胸郷勤筋敬警劇激穴券憲源厳己呼誤后孝皇紅降鋼刻穀骨困砂座済裁策冊蚕至私姿
視詞誌磁射捨尺若樹収宗就衆従縦縮熟純処署諸除将傷障城蒸針仁垂推寸盛聖誠宣専泉洗染善奏窓創装層操蔵臓存尊宅担探誕段暖値宙忠著庁頂潮賃"""
_KANJI = "".join(_KANJI.split())
_MORA = "アイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモラリルレロワガグゴザジズダデドバビブベボパピプペポ"
_PLACE_A = "青赤白黒金銀石岩松竹梅桜柳杉桑藤菊萩山川谷沢原野田池沼浜島崎津浦東西南北上中下大小高長新古本元一二三八千"
_PLACE_B = "山川谷沢原野田池沼浜島崎津浦橋坂岡森林口戸井宮寺塚城里瀬尾代倉部木本"
_PLACE_END = "市 市 市 町 町 村 県 区 地区".split()
_SURNAME_B = "山川田村野原井上下本木林島崎橋藤沢谷口内中"
_GIVEN = "健太 美咲 翔 陽子 大輔 直樹 恵 誠 由美 隆 久美子 浩二 真一 智子 修 香織 剛 幸子 拓也 愛 亮 純子 豊 千代 進".split()
_UNITS = "人 件 回 台 棟 戸 か所 万円 億円 トン キロ ヘクタール メートル 世帯 団体 冊 種類 名 本 社".split()
_LATIN = """AI IT GPS LED NPO PTA SNS CO DVD QR USB WiFi Web Linux Excel Windows Internet Android Python Bluetooth Cloud Server
Sensor Router Database""".split()
_HEADINGS = """全体の概要 現状と課題 主な取組 今後の予定 実施体制 予算の状況 調査の方法 調査の結果 関係者の意見 評価と反省 地域との連携
人材の育成 施設の管理 安全の確保 広報の活動 環境への配慮 交通の現状 教育の充実 医療の体制 観光の振興 農業の支援 防災の備え 情報の公開
財政の見通し 参考の資料 用語の説明 会議の経過 事業の経緯 住民の参加 制度の見直し 国への要望 広域の協力 技術の導入 費用の内訳 効果の検証""".split()
_TITLE_ENDS = "年報告 年計画 年記録 年方針 年概要 年白書".split()
_PATTERNS = [p.split() for p in """
N は N を V
N では A N が V
P の N は N に ついて V
A N を D V
N と N を V ため 、 N を V
P では N が F に V
N の うち F は A N で ある
M は N の N を V
N が V ことから 、 N の N を V
D A N を V 必要が ある
N に おける N の N は F で あった
K を 使って N を V
K の N に A N が V
N から N まで の N を D V
N に よる N は A N に つながる
M ら は P で K を V
N が なければ N は V
A N より A N を 優先 し て V
N や N など の K に ついて も D V
F の N が P で V
""".strip().splitlines()]


class Writer(Prose):
    """Writes Japanese; everything it writes follows from its rng."""

    def __init__(self, rng):
        self.rng = rng
        self.stems, self.heads, self.kata = Zipf(_STEMS), Zipf(_HEADS), Zipf(_KATA, 512)
        self.suru, self.adjectives, self.adverbs = Zipf(_SURU), Zipf(_ADJ, 512), Zipf(_ADV, 256)
        self.godan = list(zip(_GODAN[::2], _GODAN[1::2]))
        self.new_topic()

    def new_topic(self):
        """Give the next document words of its own."""
        rng = self.rng
        self._table = {"S": self.own(self.stems.topic(rng), self.compound), "H": self.own(self.heads.topic(rng), self.compound),
                       "K": self.own(self.kata.topic(rng), self.loan_word),
                       "U": self.suru.topic(rng), "A": self.adjectives.topic(rng), "D": self.adverbs.topic(rng)}
        self._places = [self.place() for _ in range(rng.randint(4, 12))]
        self._people = [self.person() for _ in range(rng.randint(3, 9))]

    def own(self, table, coin):
        """The table with every other draw replaced by one of 300 words of this document's own."""
        words = [coin() for _ in range(300)]
        return [self.rng.choice(words) if self.rng.random() < 0.5 else w for w in table]

    def compound(self):
        """Two characters, as most nouns have."""
        return "".join(self.rng.sample(_KANJI, 2))

    def loan_word(self):
        """Three to five morae."""
        word = "".join(self.rng.choice(_MORA) for _ in range(self.rng.randint(2, 4)))
        return word + self.rng.choice("ンー") if self.rng.random() < 0.4 else word + self.rng.choice(_MORA)

    def place(self):
        """A place that may not exist."""
        rng = self.rng
        return rng.choice(_PLACE_A) + rng.choice(_PLACE_B) + rng.choice(_PLACE_END)

    def person(self):
        """Somebody's name."""
        rng = self.rng
        return rng.choice(_PLACE_A) + rng.choice(_SURNAME_B) + rng.choice(("さん", "委員", "会長", "課長", rng.choice(_GIVEN)))

    def figure(self):
        """A figure with its measure."""
        rng = self.rng
        if rng.random() < 0.3:
            return f"{rng.randint(1, 99)}.{rng.randint(1, 9)}{rng.choice(('%', '億円', 'キロ', '倍'))}"
        return f"{rng.randint(2, 10 ** rng.randint(1, 4))}{rng.choice(_UNITS)}"

    def date(self):
        """A year, or a month or day of one."""
        rng = self.rng
        return rng.choice((f"{rng.randint(1985, 2024)}年", f"{rng.randint(1, 12)}月", f"令和{rng.randint(2, 7)}年{rng.randint(1, 12)}月",
                           f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日"))

    def latin(self):
        """A word in Latin letters, as they stand in Japanese text."""
        return self.rng.choice(_LATIN)

    def facts(self):
        """A short clause full of names and figures, and the place it names."""
        rng = self.rng
        place = self.place()
        form = rng.choice(("{d}に{p}で{n}が{f}", "{p}では{d}の{n}が{f}", "{p}の{n}は{f}", "うち{p}が{d}までに{f}", "{n}は{p}で{f}"))
        return form.format(d=self.date(), p=place, n=rng.choice(_STEMS) + rng.choice(_HEADS), f=self.figure()), place

    def naming(self):
        """A short clause about something with a Latin name."""
        rng = self.rng
        form = rng.choice(("{l}を{n}に用い", "{n}は{l}に移り", "{l}の{n}を設け", "{n}で{l}と{m}を試し"))
        return form.format(l=self.latin(), m=self.latin(), n=rng.choice(_STEMS) + rng.choice(_HEADS))

    def _verb(self):
        """A verb's stem and its two joining forms: before ます and before て/た."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.6:
            return rng.choice(self._table["U"]) + "し"
        if kind < 0.8:
            return rng.choice(_ICHIDAN)
        return None

    def _word(self, sign):
        rng, table = self.rng, self._table
        if sign == "N":
            kind = rng.random()
            if kind < 0.65:
                return rng.choice(table["S"]) + rng.choice(table["H"])
            return rng.choice(table["K"]) if kind < 0.72 else rng.choice(table["S" if kind < 0.88 else "H"])
        if sign in table:
            return rng.choice(table[sign])
        if sign == "P":
            return rng.choice(self._places)
        if sign == "M":
            return rng.choice(self._people)
        if sign == "F":
            return self.figure()
        if sign == "V":
            stem = self._verb()
            if stem:
                return stem + rng.choice(("た", "た", "ている", "ていく", "てきた", "ておく"))
            stem, forms = rng.choice(self.godan)
            last, joining = forms.split(",")
            if rng.random() < 0.4:
                return stem + last
            voiced = last in "むぶ"
            return stem + joining + (("だ" if voiced else "た") if rng.random() < 0.5 else ("でいる" if voiced else "ている"))
        return sign

    def clause(self):
        """One clause in its closing form."""
        return "".join(map(self._word, self.rng.choice(_PATTERNS)))

    def sentence(self):
        """One sentence of one to four clauses."""
        rng = self.rng
        parts = [self.clause() for _ in range(rng.choice((1, 1, 1, 2, 2, 3)))]
        joined = parts[0]
        for part in parts[1:]:
            joined += rng.choice(("が、", "ため、", "ので、", "ことから、", "うえ、", "ほか、")) + part
        if rng.random() < 0.35:
            joined = (rng.choice(_LEADS) if rng.random() < 0.7 else self.date() + "に") + "、" + joined
        return joined + "。"

    def heading(self):
        """A heading such as many documents have."""
        return self.rng.choice(_HEADINGS)

    def title(self):
        """A title for a document."""
        return f"{self.place()}{self.rng.choice(_STEMS)}{self.rng.randint(2008, 2024)}{self.rng.choice(_TITLE_ENDS)}"
