/* SPDX-License-Identifier: MIT */
/* Words that titles of any subject have, by language: private to titlewords.c.
 *
 *   kinds   what a document is (report, minutes) and the time it tells of
 *           (annual, September); after a | what holds a title together (of,
 *           the) and legal forms (Ltd). Never what it is about
 *   usual   what stands beside these as often, but may be what a document is
 *           about: who wrote it (chair, committee), what was held (meeting)
 *
 * As they are spelt in titles; an apostrophe inside a word is not written.
 * Words that another language uses for matters (German Band, Dutch van), also
 * without its accents (Vietnamese năm), are left out, and single Han characters
 * and pairs of Hangul syllables are no kinds: they are parts of other words. */
#ifndef CRIB_TEXT_TITLEWORDS_LIST_H
#define CRIB_TEXT_TITLEWORDS_LIST_H

struct titlewords_list { const char *kinds, *usual; };

/* Words that stand behind a person's name, where words are not spaced. */
static const char titlewords_behind_names[] = "同志 先生 女士";

/* Words that are what a document is about and share a character with those
 * above: 昆明年度 is no 明年, 大学期刊 no 学期. */
static const char titlewords_of_matters[] =
    "大学 中学 小学 科学 文学 数学 化学 医学 教学 安全 健全 交通 流通 施工 职工 员工 加工 作业 作品 作物 昆明 三明 文明 光明 证明 发明 透明 "
    "声明 未来 汇总 青年 少年 老年 西部 东部 中部 南部 北部 门户 地方 案件 办公 设计 情报 海报";

static const struct titlewords_list titlewords_of[] = {
    /* Chinese; the fold makes one of simplified and traditional */
    { "报告 报告书 工作报告 总结 工作总结 小结 工作小结 汇报 工作汇报 汇报材料 纪要 会议纪要 会议记录 简报 通报 公报 公告 "
      "通告 通知 通知书 决定 决议 意见 实施意见 批复 请示 复函 讲话 讲话稿 发言 发言稿 致辞 贺词 演讲 演讲稿 述职 述职报告 "
      "述廉 情形 现况 自查报告 调研报告 调查报告 情况 工作情况 情况说明 情况报告 进展情况 工作 工作计划 年度计划 实施方案 "
      "工作方案 打算 工作打算 工作安排 要点 工作要点 思路 心得体会 经验材料 交流材料 典型材料 事迹材料 年报 年度报告 季报 "
      "月报 周报 日报 台账 附件 附表 征求意见稿 送审稿 讨论稿 修订稿 初稿 定稿 前言 序言 引言 摘要 概述 概况 简介 综述 后记 "
      "卷首语 主持词 开幕词 闭幕词 倡议书 承诺书 责任书 答复 年度 年终 年末 岁末 半年 上半年 下半年 全年 季度 一季度 二季度 "
      "三季度 四季度 第一季度 第二季度 第三季度 第四季度 月份 本年 今年 去年 来年 近期 阶段性 上一年 下一年 一年来 以来 期间 "
      "学期 上学期 下学期 学年 | 关于 会议上 大会上 座谈会上 年会上 单位 部门 公司 集团 有限公司 股份 股份有限公司",
      "的 和 与 及 暨 在 上 中 下 对 于 为 年 月 日 期 号 第 届 次 度 版 份 之 者 稿 篇 集 卷 本 我 全 各 等 会 是 了 材料 "
      "记录 目录 清单 方案 计划 规划 安排 目标 任务 体会 感想 经验 事迹 先进 典型 交流 信息 动态 快报 专报 资料 文件 文稿 "
      "讨论 点评 回顾 展望 评估 自查 调研 调查 说明 进展 实施 推进 落实 开展 做好 召开 印发 主要 重点 总体 基本 业务 事务 "
      "执行 办理 成果 检讨 下一步 下步 今后 当前 会议 大会 工作会 工作会议 年会 例会 座谈会 全体会议 动员会 推进会 表彰会 "
      "汇报会 研讨会 开幕式 闭幕式 全体 职工 职工大会 局长 处长 科长 部长 主任 书记 院长 校长 所长 站长 董事长 总经理 经理 "
      "主席 会长 理事长 秘书长 班子 领导 领导班子 干部 个人 本人 代表 委员会 函 报送 转发 报请 机关 本局 我局 全局 我县 全县 "
      "我市 全市 我区 全区 全省 我省 我院 全院 我校 全校 我镇 全镇 我乡 全乡" },
    /* English */
    { "report reports summary summaries overview minutes memo memorandum newsletter bulletin foreword preface appendix annex "
      "enclosure afterword review reviews briefing annual yearly quarterly monthly weekly interim half halfyear midyear year "
      "years months january february april june july august september october november december jan feb apr jun aug sept oct "
      "nov dec annually fortnightly appendices memoranda newsletters bulletins | the a an of in on for to from by with and or "
      "at as its our your their about regarding concerning re we you is are be was were that these those all how what why he "
      "she his her when where which ltd limited plc inc llc holdings",
      "update updates notes note letter notice announcement statement plan plans programme proposal proposals paper papers "
      "document documents draft drafts final version attachment introduction contents conclusion conclusions editorial agenda "
      "record records log diary comments guide manual handbook instructions quick start results findings progress performance "
      "achievements highlights activities activity work tasks objectives goals targets outlook looking back ahead forward "
      "assessment evaluation appraisal presentation speech speeches remarks address opening closing welcome message end first "
      "second third fourth last next period term quarter quarters month week meeting meetings session general extraordinary "
      "ordinary agm held committee committees board boards council councils panel group groups team teams department "
      "departments division unit office offices section branch society club company corporation members staff chair chairs "
      "chairman chairmans chairperson director directors head heads president presidents secretary secretarys treasurer "
      "treasurers manager managers ceo principal principals dean deans editor editors mayor mayors chief executive no nr vol "
      "volume part issue did went march may abstract circular" },
    /* German */
    { "bericht berichte jahresbericht tätigkeitsbericht rechenschaftsbericht zwischenbericht abschlussbericht "
      "halbjahresbericht quartalsbericht monatsbericht lagebericht geschäftsbericht sachstandsbericht sitzungsprotokoll "
      "niederschrift zusammenfassung überblick rückblick jahresrückblick ausblick rundschreiben rundbrief vermerk anhang "
      "vorwort nachwort einleitung grußwort jahr jahres jahre halbjahr quartal jährlich monatlich januar februar märz april "
      "mai juni juli august september oktober november dezember jährliche jährlicher berichts halbjahres quartals | der die "
      "das des dem den ein eine einer eines und oder zu zum zur von vom im in am aus bei nach gmbh",
      "übersicht mitteilung mitteilungen bekanntmachung notiz notizen entwurf fassung inhalt plan arbeitsplan jahresplan "
      "vorlage stellungnahme ansprache tagesordnung sitzung versammlung mitgliederversammlung hauptversammlung "
      "jahreshauptversammlung besprechung monat monats woche erstes zweites drittes viertes ausschuss ausschusses vorstand "
      "vorstands vorsitzende vorsitzenden leiter leiterin direktor direktorin abteilung fachbereich verein vereins "
      "gesellschaft arbeit ergebnisse auf als nr teil protokoll" },
    /* French */
    { "rapport rapports bilan verbal synthèse résumé mémo bulletin annexe annexes préface avant propos sommaire éditorial "
      "allocution annuel annuelle annuels annuelles semestriel semestrielle trimestriel trimestrielle mensuel mensuelle année "
      "lannée semestre trimestre janvier février avril mai juin juillet août septembre octobre novembre décembre | le la les "
      "un une des du de d et ou à au aux en pour par avec dans sa sarl",
      "note notes lettre avis communiqué projet plan programme document version introduction conclusion discours ordre jour "
      "réunion séance assemblée générale mois activité activités dactivité dactivités comité conseil commission direction "
      "directeur directrice président présidente secrétaire trésorier société association travail résultats n no partie "
      "numéro circulaire" },
    /* Spanish */
    { "informe informes resumen acta actas minuta anexo anexos prólogo anual anuales semestral trimestral mensual año años "
      "semestre trimestre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre | el la "
      "los las un una de del y e o en sobre para por con al a",
      "balance nota notas aviso comunicado plan programa borrador versión introducción índice conclusión editorial discurso "
      "orden día reunión sesión asamblea general junta mes actividad actividades comité consejo comisión departamento "
      "dirección director directora presidente presidenta secretario secretaria tesorero sociedad asociación empresa trabajo "
      "resultados núm número parte edición circular" },
    /* Portuguese */
    { "relatório relatórios resumo balanço ata atas anexo anexos prefácio anual anuais semestral trimestral mensal ano anos "
      "semestre trimestre janeiro fevereiro abril maio junho julho agosto setembro outubro novembro dezembro | o a as um uma "
      "de do da dos das e em no na nos nas para por com sobre ao à",
      "nota notas aviso comunicado plano programa rascunho versão introdução índice conclusão discurso ordem dia reunião "
      "sessão assembleia geral mês atividade atividades comitê comité conselho comissão departamento direção diretor diretora "
      "presidente secretário tesoureiro sociedade associação empresa trabalho resultados número parte circular" },
    /* Italian */
    { "relazione relazioni rapporto resoconto verbale riassunto sintesi circolare allegato allegati prefazione annuale "
      "annuali semestrale trimestrale mensile anno anni semestre trimestre gennaio febbraio marzo aprile maggio giugno luglio "
      "agosto settembre ottobre novembre dicembre | il lo la i gli le un uno una di del della dei delle dello e o in nel "
      "nella su sul sulla per con al alla ai srl",
      "nota note comunicato avviso piano programma bozza versione introduzione indice conclusione discorso ordine giorno "
      "riunione seduta assemblea generale mese attività comitato consiglio commissione ufficio dipartimento direzione "
      "direttore direttrice presidente segretario società associazione lavoro risultati numero parte" },
    /* Dutch */
    { "verslag verslagen memo jaarverslag rapport rapportage notulen samenvatting overzicht nieuwsbrief bijlage bijlagen "
      "voorwoord inleiding jaarlijks jaar halfjaar kwartaal januari februari maart april mei juni juli augustus september "
      "oktober november december jaarlijkse | de het een en of op voor aan bij in bv nv",
      "nota mededeling mededelingen plan jaarplan versie inhoud toespraak agenda vergadering ledenvergadering maand week "
      "commissie bestuur raad afdeling directeur voorzitter secretaris vereniging werk resultaten nr deel" },
    /* Russian */
    { "отчет отчёт отчета отчёта отчеты отчёты доклад доклада доклады итоги итогам итогов протокол протокола справка сводка "
      "обзор записка приложение предисловие введение год года году годы полугодие полугодия квартал квартала ежегодный "
      "ежегодного годовой годовая годового квартальный месячный январь января февраль февраля март марта апрель апреля май "
      "мая июнь июня июль июля август августа сентябрь сентября октябрь октября ноябрь ноября декабрь декабря ежегодные "
      "ежемесячный годовых обзора | о об в во на и или за по с со к от до для из при ооо оао зао пао",
      "план плана планы письмо уведомление объявление сообщение вариант содержание заключение выступление речь повестка дня "
      "заседание заседания совещание совещания собрание собрания месяц месяца работа работе работы деятельность деятельности "
      "результаты результатах комитет комитета комиссия комиссии отдел отдела управление управления директор директора "
      "председатель председателя секретарь секретаря общество общества" },
    /* Ukrainian */
    { "звіт звіту звіти доповідь підсумки підсумками протокол довідка огляд додаток передмова вступ рік року році роки "
      "півріччя квартал кварталу річний щорічний січень січня лютий лютого березень березня квітень квітня травень травня "
      "червень червня липень липня серпень серпня вересень вересня жовтень жовтня листопад листопада грудень грудня | про у в "
      "на та і й або за з із до від для при тов",
      "план плану лист повідомлення оголошення зміст висновки виступ порядок денний засідання нарада збори місяць місяця "
      "робота роботу роботи діяльність діяльності результати комітет комітету комісія відділ відділу управління директор "
      "директора голова голови секретар" },
    /* Polish */
    { "sprawozdanie sprawozdania raport raporty protokół protokołu podsumowanie streszczenie przegląd biuletyn załącznik "
      "załączniki przedmowa wstęp roczny roczne roczna kwartalny półroczny miesięczny rok roku półrocze kwartał styczeń "
      "stycznia luty lutego marzec kwiecień kwietnia maj czerwiec czerwca lipiec lipca sierpień sierpnia wrzesień września "
      "październik października listopad listopada grudzień grudnia raportu kwartału półrocza | z ze w we i lub o na do od za "
      "po dla przez oraz",
      "notatka pismo ogłoszenie komunikat plan projekt wersja spis zakończenie przemówienie porządek obrad zebranie zebrania "
      "posiedzenie posiedzenia walne miesiąc działalność działalności praca pracy wyniki komitet komisja rada zarząd zarządu "
      "wydział dyrektor dyrektora przewodniczący prezes sekretarz spółka stowarzyszenie nr część" },
    /* Czech and Slovak */
    { "zpráva zprávy správa výroční výročná zápis zápisnica souhrn súhrn přehled prehľad příloha príloha předmluva úvod roční "
      "ročná čtvrtletní pololetní rok roku roky pololetí čtvrtletí únor února březen března duben dubna květen května červen "
      "června červenec července srpen srpna září říjen října listopad listopadu prosinec prosince január januára február "
      "februára marca apríl máj jún júl október november december | v ve o a i za na pro z ze s se k od do sro",
      "plán návrh verze obsah závěr projev program schůze schôdza zasedání zasadnutie jednání měsíc činnost činnosti práce "
      "výsledky výbor výboru rada komise odbor ředitel předseda tajemník spolek č část" },
    /* Swedish, Danish and Norwegian */
    { "rapport rapporter årsrapport årsberättelse årsberetning årsmelding verksamhetsberättelse delårsrapport kvartalsrapport "
      "referat sammanfattning sammendrag resumé översikt oversigt oversikt nyhetsbrev nyhedsbrev bilaga bilag vedlegg förord "
      "forord inledning indledning innledning årlig halvår kvartal januari januar februari februar marts april maj mai juni "
      "juli augusti august september oktober november december desember | och og i på av af om för for till til med från fra "
      "en ett et den det de ab",
      "notat brev meddelande meddelelse plan utkast udkast version innehåll indhold innhold tal dagordning sakliste möte møde "
      "møte årsmöte årsmøde årsmøte generalforsamling månad måned verksamhet virksomhed arbete arbejde arbeid resultat "
      "resultater styrelse styrelsen bestyrelse bestyrelsen styre styret utskott udvalg utvalg avdelning afdeling avdeling "
      "direktör direktør ordförande formand formann leder sekretær förening forening nr protokoll dagsorden" },
    /* Finnish */
    { "raportti vuosiraportti kertomus vuosikertomus toimintakertomus selonteko pöytäkirja yhteenveto tiivistelmä katsaus "
      "osavuosikatsaus tiedote liite esipuhe johdanto vuosi vuoden vuonna puolivuosi neljännes tammikuu helmikuu maaliskuu "
      "huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu tammikuun helmikuun maaliskuun huhtikuun "
      "toukokuun kesäkuun heinäkuun elokuun syyskuun lokakuun marraskuun joulukuun raportin kertomuksen | ja tai sekä oy ry",
      "muistio kirje suunnitelma ehdotus luonnos sisällys puhe esityslista kokous kokouksen vuosikokous kuukausi toiminta työ "
      "tulokset lautakunta hallitus osasto johtaja puheenjohtaja sihteeri yhdistys" },
    /* Hungarian */
    { "jelentés beszámoló jegyzőkönyv összefoglaló áttekintés melléklet előszó bevezetés éves féléves negyedéves évről félév "
      "negyedév január február március április május június július augusztus szeptember október november december | a az és "
      "vagy kft zrt",
      "levél értesítés közlemény terv javaslat tervezet tartalom beszéd napirend ülés közgyűlés hónap tevékenység munka "
      "eredmények bizottság tanács osztály igazgató elnök titkár egyesület" },
    /* Turkish */
    { "rapor raporu tutanak tutanağı özet bülten genelge önsöz giriş yıllık yılı yıl dönemi çeyrek ocak şubat nisan mayıs "
      "haziran temmuz ağustos eylül ekim kasım aralık | ve veya ile için",
      "mektup duyuru plan planı öneri taslak içindekiler sonuç konuşma gündem toplantı toplantısı ay çalışma sonuçlar komite "
      "kurul kurulu komisyon müdür müdürlüğü başkan başkanlığı sekreter dernek şirket faaliyet" },
    /* Vietnamese */
    { "báo_cáo tổng_kết biên_bản tóm_tắt thông_báo công_văn phụ_lục lời_nói_đầu nửa_đầu_năm sáu_tháng_đầu_năm | và hoặc của "
      "về cho từ đến trong với",
      "kế_hoạch đề_xuất chương_trình dự_thảo mục_lục bài_phát_biểu cuộc_họp hội_nghị công_tác hoạt_động kết_quả ủy_ban ban "
      "phòng giám_đốc chủ_tịch thư_ký hội công_ty số phần" },
    /* Indonesian and Malay */
    { "laporan ringkasan notulen risalah ikhtisar buletin lampiran prakata pendahuluan tahunan tahun semester triwulan "
      "bulanan januari februari maret april mei juni juli agustus september oktober november desember | atau di dari untuk "
      "tentang yang pada dengan",
      "surat pengumuman rencana usulan rancangan isi pidato agenda rapat sidang bulan kegiatan kerja hasil komite dewan "
      "bagian direktur ketua sekretaris perkumpulan nomor" },
    /* Greek */
    { "έκθεση έκθεσης αναφορά απολογισμός πρακτικά περίληψη σύνοψη επισκόπηση δελτίο εγκύκλιος παράρτημα πρόλογος εισαγωγή "
      "ετήσια ετήσιος έτος έτους έτη εξάμηνο τρίμηνο ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος "
      "σεπτέμβριος οκτώβριος νοέμβριος δεκέμβριος ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου "
      "σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου εκθέσεις | ο η το οι τα του της των τον την και ή σε στο στη στην στον για "
      "με από",
      "σημείωμα επιστολή ανακοίνωση σχέδιο πρόταση περιεχόμενα ομιλία ημερήσια διάταξη συνεδρίαση συνέλευση μήνας εργασία "
      "εργασίες αποτελέσματα επιτροπή συμβούλιο τμήμα διευθυντής πρόεδρος γραμματέας" },
    /* Arabic and Persian */
    { "تقرير التقرير محضر ملخص موجز نشرة تعميم ملحق مقدمة سنوي السنوي السنوية سنة عام لعام گزارش صورتجلسه خلاصه بخشنامه پیوست "
      "پیشگفتار سالانه سال تقارير يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار "
      "نيسان أيار حزيران تموز أيلول تشرين فروردین اردیبهشت خرداد مرداد شهریور آبان بهمن اسفند | في من على إلى و عن از در به "
      "برای",
      "مذكرة رسالة إعلان خطة اقتراح مسودة كلمة جدول الأعمال اجتماع جلسة شهر نشاط أعمال نتائج لجنة مجلس قسم إدارة مدير رئيس "
      "أمين شركة یادداشت نامه اطلاعیه برنامه پیش‌نویس جلسه ماه نتایج کمیته شورا بخش مدیر رئیس شرکت" },
    /* Hindi */
    { "रिपोर्ट प्रतिवेदन कार्यवृत्त सारांश परिपत्र अनुलग्नक प्रस्तावना वार्षिक वर्ष तिमाही मासिक जनवरी फरवरी फ़रवरी मार्च अप्रैल मई जून "
      "जुलाई अगस्त सितंबर सितम्बर अक्टूबर अक्तूबर नवंबर नवम्बर दिसंबर दिसम्बर | का की के में पर और या से को",
      "पत्र सूचना घोषणा योजना प्रस्ताव मसौदा भाषण बैठक माह कार्य परिणाम समिति परिषद विभाग निदेशक अध्यक्ष सचिव" },
    /* Japanese */
    { "報告 報告書 年次報告 年次報告書 年報 月報 週報 日報 総括 概要 概況 議事録 会議録 議事要旨 お知らせ 通達 回覧 事業報告 "
      "事業報告書 活動報告 活動報告書 業務報告 業務報告書 実施報告 調査報告書 別紙 別添 はじめに 序文 まえがき あとがき 挨拶 "
      "ご挨拶 要旨 要約 年度 今年度 昨年度 来年度 本年度 上半期 下半期 上期 下期 四半期 第一四半期 第二四半期 第三四半期 "
      "第四四半期 平成 令和 昭和 | について における に関する に対する のための による 株式会社 有限会社",
      "の に と は を が で へ から より る した する 年 月 日 回 第 号 期 度 版 部 課 係 室 及び および ならびに 並びに 等 "
      "案 記録 会議 総会 定例会 委員会 部会 例会 資料 計画 計画書 事業計画 業務 実績 実施 状況 所管 事務 方針 草案 改訂版 "
      "付録 目次 講演 結果 前期 後期 会長 部長 課長 局長 所長 理事長 社長 法人" },
    /* Korean */
    { "보고서 연례보고서 업무보고 회의록 머리말 인사말 상반기 하반기 | 에대한 에관한 주식회사",
      "의 에 와 과 및 를 을 은 는 이 가 년 월 일 회 제 차 호 기 안 회의 총회 정기총회 위원회 안내 자료 계획 계획서 결과 "
      "결과보고 업무 추진 실적 실시 방안 초안 목차 연설 회장 부장 국장 과장 소장 이사장 사장 법인 보고 요약 개요 현황 공지 "
      "공고 통보 회람 부록 별첨 서문 연간 연례 연차 분기 월간 주간 년도 연도" },
    /* Thai */
    { "รายงาน สรุป รายงานการประชุม บทคัดย่อ ประกาศ หนังสือเวียน ภาคผนวก คำนำ บทนำ ประจำปี ไตรมาส รายเดือน มกราคม กุมภาพันธ์ "
      "มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม | ของ และ หรือ ใน ที่ เพื่อ",
      "บันทึก จดหมาย แผน แผนงาน ข้อเสนอ ร่าง สารบัญ สุนทรพจน์ วาระ การประชุม ประชุม เดือน กิจกรรม งาน การดำเนินงาน ผลการดำเนินงาน "
      "คณะกรรมการ สภา ฝ่าย ผู้อำนวยการ ประธาน เลขานุการ บริษัท จำกัด ครั้งที่ ฉบับที่ ปี" },
};

#endif
