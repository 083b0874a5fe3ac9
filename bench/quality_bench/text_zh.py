# SPDX-License-Identifier: MIT
"""Chinese prose without end, in the manner of office reports: seeded, made by rule, unlike itself.

Sentences are patterns over word classes. Nouns are joined of stems and heads (营商 + 环境), places and people of their
characters, figures of digits, so that some hundred written words make many thousands; a document has its own topic.
"""

from .prose import Prose
from .zipf import Zipf

_VERBS = """推进 落实 完善 加强 开展 组织 建立 健全 优化 提升 深化 强化 推动 实施 整治 排查 督促 指导 协调 统筹 规范 培育 打造
引进 建设 改造 修复 治理 保障 巩固 拓展 扩大 压实 细化 明确 制定 修订 印发 召开 举办 邀请 走访 慰问 调研 摸清 登记 审核 核查
化解 调处 受理 办结 回访 公示 公开 宣传 普及 培训 选派 聘请 招聘 考核 评估 验收 移交 启用 更新 采购 配备 安装 检修 维护 清理
拆除 搬迁 安置 补助 发放 减免 追缴 查处 取缔 关停 限制 监测 预警 巡护 抽检 检测 储备 调运 收购 销售 种植 养殖 灌溉 疏浚 加固
绿化 亮化 硬化 拓宽 延伸 接通 贯通 试点 推广 复制 总结 提炼 汇总 上报 反馈 整改 销号 约谈 通报 表彰 激励 帮扶 结对 对接 洽谈
签约 落地 投产 达产 扩产 转型 升级 融合 共享 接入 归集 比对 校验 备份 迁移 部署 联网 防范 压降 遏制 消除 筛查 救治 转诊 随访
接种 护理 供养 收养 托管 辅导 资助 招生 分流 轮岗 评聘 研修 编纂 征集 展陈 修缮 测绘 普查 勘探 钻探 编目 誊录 晾晒 脱粒 嫁接
剪枝 育苗 放流 封育 轮牧 越冬 消杀 检疫 屠宰 分拣 包装 冷藏 运输 配送 验视 缴存 贷款 担保 贴息 承保 理赔 清算 托运 检票""".split()
_STEMS = """营商 民生 教育 医疗 养老 托育 就业 住房 交通 水利 农业 林业 渔业 畜牧 生态 大气 土壤 河道 湖泊 森林 草原 湿地 矿山 园区
城镇 乡村 社区 街巷 管网 供水 排水 燃气 供热 电力 通信 数据 算力 网络 档案 文物 图书 戏曲 体育 旅游 民宿 餐饮 商贸 物流 快递 口岸
外资 招商 税收 财政 预算 债务 信贷 保险 证券 国资 审计 统计 价格 粮食 种子 化肥 农机 果蔬 茶叶 药材 食品 药品 特种设备 消防 防汛
抗旱 地震 气象 应急 信访 调解 普法 仲裁 公证 户籍 治安 禁毒 反诈 监管 执法 许可 审批 窗口 热线 信用 标准 计量 专利 商标 科研 人才
职称 编制 干部 党员 支部 群团 工会 青年 妇女 儿童 残疾 退役 慈善 志愿 殡葬 地名 界线 民族 宗教 侨务 出版 广电 影视 文创 博物 考古
桥梁 隧道 公路 铁路 航道 港口 机场 公交 停车 步道 公园 广场 校舍 食堂 宿舍 操场 实验 教材 课程 师资 心理 近视 疫苗 传染 慢病 妇幼
急救 血液 中医 康复 护理 家政 物业 租赁 棚户 危房 宅基 耕地 林权 水权 碳汇 光伏 风电 储能 氢能 锂电 芯片 传感 机器人 无人机 新材料
纺织 服装 家具 陶瓷 造纸 化工 钢铁 水泥 玻璃 铸造 模具 轴承 船舶 汽车 家电""".split()
_HEADS = """环境 工作 机制 体系 平台 设施 项目 工程 服务 能力 水平 质量 资源 队伍 制度 政策 规划 方案 措施 责任 任务 目标 问题 隐患 风险
短板 成效 经验 模式 品牌 产业 企业 市场 基地 中心 站点 网点 窗口 档案 台账 清单 标准 流程 系统 设备 资金 补贴 收入 产值 投资 用地
指标 试点 示范 活动 培训 竞赛 论坛 专班 小组 协会 联盟 宣讲 调查 报告 数据 信息 渠道 链条 集群 业态 场景 需求 供给 秩序 行为 案件
线索 矛盾 纠纷 事项 群体 对象 骨干 带头人 专家 网格 片区 村组 沿线 周边 源头 末端 环节 难点 堵点 亮点 抓手 举措 格局 氛围""".split()
_PLAIN = """群众 居民 职工 学生 教师 医生 农户 商户 车主 游客 家长 老人 村民 专家 记者 代表 委员 书记 局长 科长 主任 所长 队长 会计
方案 意见 办法 通知 报告 合同 协议 清单 图纸 证书 奖牌 报表 账目 现场 会场 车间 田间 码头 仓库 机房 教室 病房 展厅 课堂 礼堂 路口
桥头 堤坝 山塘 水库 沟渠 苗圃 果园 茶山 鱼塘 牛棚 大棚 冷库 灶台 院落 祠堂 戏台 牌坊 古井 石桥 渡口 驿道 老街 夜市 早市 集市 摊位
路灯 护栏 井盖 站牌 座椅 花坛 垃圾桶 充电桩 摄像头 消火栓 电梯 管道 阀门 变压器 水泵 闸门 传感器 屏幕 账号 密码 接口 程序 模型""".split()
_ADVERBS = """全面 深入 扎实 持续 有序 稳步 积极 主动 认真 切实 着力 大力 不断 进一步 及时 逐一 集中 定期 联合 严格 重点 率先 加快
分批 分类 精准 高效 依法 从严 同步 统一 适时 提前 按时 如期 就近 上门 当场 限时 逐级 交叉 滚动 动态 常态化 多渠道 全过程 面对面""".split()
_ADJ = """重要 突出 明显 薄弱 新型 优质 传统 现代 基层 重点 专项 综合 智慧 绿色 安全 稳定 公平 规范 高效 便捷 完整 偏远 老旧 闲置
低效 高端 特色 本地 外来 流动 困难 特殊 关键 共性 历史 临时 长期 年度 季度 首批 末位 双向 多元 立体""".split()
_LEADS = """今年以来 上半年 下一步 同时 此外 目前 截至年底 在此基础上 针对上述情况 从检查情况看 按照部署 根据安排 对照要求 为此
总体来看 入冬以后 汛期之前 节日期间 一方面 另一方面 与此同时 会后 期间 近年来 开春后 秋收时节 据统计 经核实 相比之下 由于人手不足
受天气影响 考虑到实际情况 征求意见之后 在专家指导下 在群众支持下""".split()
_RESULTS = """得到群众认可 取得阶段性进展 较上年有所好转 为后续打下基础 仍有较大差距 群众反映较好 受到上级肯定 有待继续观察 形成了长效做法
缓解了供需矛盾 减轻了基层负担 缩短了办理时间 补上了多年欠账 带动了周边发展 防止了问题反弹 打通了最后一步 改变了原来的面貌 摸索出一些门道
积累了一手资料 留下了完整记录 节约了不少开支 暴露出一些不足 引起了各方关注 调动了各家积极性 避免了重复劳动 理顺了上下关系""".split()
_PLACE_A = "青白黄红清石金银玉龙凤鹤虎马牛羊鹿松柏桃李梅竹兰荷柳枫云雾雪霜雷雨泉溪江湖海潭沙岩峰岭坡坪原川谷洞桥塔寺门关营堡寨东南西北上下大小长高新古安宁和平永福兴隆昌盛泰康"
_PLACE_B = "山水河湖江海溪泉潭川原坪岭峰谷洲湾港口桥塘田林园城阳阴宁安平昌兴和德义仁信华丰润泽源州陵关"
_PLACE_END = "省 市 市 市 县 县 区 区 镇 镇 乡 街道 村 社区 开发区".split()
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕彬鹏飞宇浩凯健俊帆博文辉峰林波斌松岩海山川田永春秋冬雪梅兰竹菊建国志远思源家和德胜"
_UNITS = "个 户 人 次 件 项 亩 吨 公里 万元 亿元 平方米 场 份 台 套 家 名 处 批 条 株 头 栋 辆 车次 课时 张".split()
_LATIN = """APP GDP WiFi LED GPS PPP EPC CT VR AI ETC KTV PLC OA ERP Internet Windows Linux Excel WeChat Python Office Android
Bluetooth Ethernet Server Cloud Sensor Router Database""".split()
_HEADINGS = """总体情况 主要做法 取得成效 存在问题 下步打算 组织领导 宣传发动 队伍建设 经费保障 督查考核 项目建设 安全生产 生态保护
民生改善 改革创新 招商引资 乡村振兴 基层治理 党的建设 作风建设 文化事业 教育发展 卫生健康 社会保障 交通运输 城市管理 农业生产
防灾减灾 信访维稳 法治建设 人才工作 统计调查 财税金融 商贸流通 科技创新 数字应用 档案管理 后勤服务 对外交流 工作建议""".split()
_TITLE_ENDS = "年总结 年报告 年要点 年汇报 年简报 年计划 年述职".split()

_PATTERNS = [p.split() for p in """
D V A N
V A N ， V N
D V N ， V S C
把 N 和 N 纳入 A N
由 S H 牵头 ， D V N
以 N 为 抓手 ， D V V N
在 P D V N
P V N F
V N F ， 比 去年 多 F
对 A 的 S D V ， R
V 了 S 和 S 两 类 N ， R
围绕 N V N ， 引导 S V N
请 M V S ， D V 了 N
M 等 人 到 P V S N
让 S 能够 在 家门口 V N
不 V N 就 难以 V N
N 由 F 增加 到 F
S 与 S 之间 的 N 需要 D V
凡是 V 过 的 S ， 都 要 D V 一遍
P 的 S D V 了 A N
V 好 S 的 N ， 防止 A N
从 N 入手 ， D V N
先后 V N F 、 V N F
既 V N ， 又 V N
S 反映 的 A N 已 D V
用 好 A N ， D V N
N V 得 比较 慢 ， R
""".strip().splitlines()]


class Writer(Prose):
    """Writes Chinese; everything it writes follows from its rng."""

    def __init__(self, rng):
        self.rng = rng
        self.verbs, self.stems, self.heads = Zipf(_VERBS), Zipf(_STEMS), Zipf(_HEADS)
        self.plain, self.adverbs, self.adjectives = Zipf(_PLAIN), Zipf(_ADVERBS, 512), Zipf(_ADJ, 512)
        self.new_topic()

    def new_topic(self):
        """Give the next document words of its own."""
        rng = self.rng
        self._table = {"V": self.verbs.topic(rng), "S0": self.stems.topic(rng), "H": self.heads.topic(rng),
                       "S": self.plain.topic(rng), "D": self.adverbs.topic(rng), "A": self.adjectives.topic(rng),
                       "C": self.heads.topic(rng)}
        self._places = [self.place() for _ in range(rng.randint(4, 12))]
        self._people = [self.person() for _ in range(rng.randint(3, 9))]

    def place(self):
        """A place that may not exist."""
        rng = self.rng
        name = rng.choice(_PLACE_A) + rng.choice(_PLACE_B)
        if rng.random() < 0.2:
            name += rng.choice(_PLACE_B)
        return name + rng.choice(_PLACE_END)

    def person(self):
        """Somebody's name."""
        rng = self.rng
        return rng.choice(_SURNAMES) + "".join(rng.choice(_GIVEN) for _ in range(rng.choice((1, 2, 2))))

    def figure(self):
        """A figure with its measure."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.2:
            return f"{rng.randint(1, 99)}.{rng.randint(1, 9)}%"
        if kind < 0.4:
            return f"{rng.randint(1, 99)}.{rng.randint(1, 99)}{rng.choice(('万元', '亿元', '公里', '万亩', '万吨'))}"
        return f"{rng.randint(2, 10 ** rng.randint(1, 4))}{rng.choice(_UNITS)}"

    def date(self):
        """A year, or a month or day of one."""
        rng = self.rng
        return rng.choice((f"{rng.randint(1985, 2024)}年", f"{rng.randint(1, 12)}月",
                           f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日", f"{rng.randint(2005, 2024)}年{rng.randint(1, 12)}月"))

    def latin(self):
        """A word in Latin letters, as they stand in Chinese text."""
        return self.rng.choice(_LATIN)

    def facts(self):
        """A short clause full of names and figures: its text, and which parts are places and which figures."""
        rng = self.rng
        place, figure = self.place(), self.figure()
        form = rng.choice(("{d}{p}{v}{n}{f}", "{p}{d}{v}{n}{f}", "其中{p}{v}{n}{f}", "{d}在{p}{v}{n}{f}", "{p}的{n}{v}到{f}"))
        return form.format(d=self.date(), p=place, v=rng.choice(_VERBS), n=rng.choice(_PLAIN), f=figure), place

    def naming(self):
        """A short clause about something with a Latin name."""
        rng = self.rng
        form = rng.choice(("用{l}{v}{n}", "{n}已接入{l}", "把{l}装到{n}", "在{l}上{v}{n}", "{l}和{m}都要{v}"))
        return form.format(l=self.latin(), m=self.latin(), v=rng.choice(_VERBS), n=rng.choice(_PLAIN))

    def _word(self, sign):
        rng, table = self.rng, self._table
        if sign == "N":
            kind = rng.random()
            if kind < 0.7:
                word = rng.choice(table["S0"]) + rng.choice(table["H"])
                return rng.choice(table["A"]) + word if kind < 0.12 else word
            return rng.choice(table["S"]) if kind < 0.9 else rng.choice(table["S0"])
        if sign in table:
            return rng.choice(table[sign])
        if sign == "P":
            return rng.choice(self._places)
        if sign == "M":
            return rng.choice(self._people)
        if sign == "F":
            return self.figure()
        if sign == "R":
            return rng.choice(_RESULTS)
        return sign

    def clause(self):
        """One clause, without its closing mark."""
        return "".join(map(self._word, self.rng.choice(_PATTERNS)))

    def sentence(self):
        """One sentence of one to five clauses."""
        rng = self.rng
        parts = [self.clause() for _ in range(rng.choice((1, 1, 2, 2, 2, 3, 3, 4)))]
        if rng.random() < 0.3:
            parts.insert(0, rng.choice(_LEADS) if rng.random() < 0.7 else self.date())
        return rng.choice(("，", "，", "，", "；")).join(parts) + "。"

    def heading(self):
        """A heading such as many documents have."""
        return self.rng.choice(_HEADINGS)

    def title(self):
        """A title for a document."""
        return f"{self.place()}{self.rng.choice(_STEMS)}局{self.rng.randint(2008, 2024)}{self.rng.choice(_TITLE_ENDS)}"
