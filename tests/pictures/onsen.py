"""A journey of our own invention, told in Japanese: two friends spend a night at a hot spring inn."""

from journeybot.journey import JourneyMap, Status
from tests.pictures.build import Builder

ABOUT = {
    "scenario": "仕事に疲れた二人が、山あいの温泉旅館に一泊する。",
    "destination": "また来たいと思って帰る",
    "revision": 27,
    "language": "ja",
}


def onsen() -> JourneyMap:
    """Two personas, eight touchpoints, phases, votes and a measure."""
    b = Builder("週末に温泉旅館へ行く", about=ABOUT, participants=4)
    yui = b.persona(
        "佐藤 結衣",
        age=31,
        occupation="看護師",
        goals=("ゆっくり眠りたい",),
        needs=("静かな部屋",),
        quote="何もしない日がほしい。",
    )
    ken = b.persona(
        "森 健太",
        age=58,
        occupation="料理人",
        goals=("土地の料理を味わう",),
        needs=("苦手な食材を伝えること",),
        quote="朝ごはんが楽しみだ。",
    )
    stops = _way(b, yui, ken)
    _notes(b, stops)
    return b.map()


def _way(b: Builder, yui: str, ken: str) -> dict[str, str]:
    t: dict[str, str] = {}
    b.stage("宿をさがす", "before")
    t["search"] = b.touchpoint("写真と口コミを見る", "website", device="スマートフォン", context="夜勤明けの電車の中")
    b.moment(yui, t["search"], "宿を十軒くらべる", thought="どれも同じに見える。", scores="-1 0 -1 -1")
    b.moment(ken, t["search"], "献立の写真を拡大する", scores="1 0 1 1")
    b.stage("予約する", "before", milestone="予約完了")
    t["book"] = b.touchpoint("予約フォーム", "website", importance=4)
    b.moment(yui, t["book"], "日付を選び直す", scores="0 -1 0 0")
    b.absent(ken, t["book"])
    t["call"] = b.touchpoint("食材の相談", "phone", moment_of_truth=True)
    b.moment(ken, t["call"], "えびを抜いてほしいと頼む", thought="すぐに分かってくれた！", scores="2 2 1 2")
    b.absent(yui, t["call"])
    b.stage("宿に着く", "during")
    t["bus"] = b.touchpoint("駅からの送迎バス", "person", importance=3)
    b.moment(yui, t["bus"], "三十分、寒い中で待つ", thought="バスはどこ？", scores="-2 -2 -1 -2")
    b.moment(ken, t["bus"], "運転手と話す", scores="0 0 1 0")
    t["tea"] = b.touchpoint("お茶と説明", "person")
    b.moment(yui, t["tea"], "荷物を預ける", scores="1 1 1 0")
    b.moment(ken, t["tea"], "菓子を味わう", scores="1 1 2 1")
    b.stage("くつろぐ", "during", milestone="露天風呂")
    t["bath"] = b.touchpoint("露天風呂", "person", moment_of_truth=True, importance=5)
    b.moment(yui, t["bath"], "星を見ながら湯につかる", thought="来てよかった。", scores="2 2 2 2")
    b.moment(ken, t["bath"], "長湯をする", scores="2 1 1 2")
    t["meal"] = b.touchpoint("夕食", "person", importance=5)
    b.moment(yui, t["meal"], "食べきれない", scores="1 0 1 1")
    b.moment(ken, t["meal"], "料理長に作り方をたずねる", thought="この味は忘れない。", scores="2 2 2 2")
    b.stage("帰る", "after")
    t["pay"] = b.touchpoint("会計", "store", device="現金のみ")
    b.moment(yui, t["pay"], "現金が足りない", thought="カードは使えないの？", scores="-1 -2 -1 -1")
    b.moment(ken, t["pay"], "みやげを買う", scores="0 1 0 0")
    b.responses(t["bath"], [5, 5, 4, 5, 5, 4, 5, 5])
    b.responses(t["pay"], [2, 1, 2, 1, 1, 3])
    return t


def _notes(b: Builder, t: dict[str, str]) -> None:
    waits = b.challenge(
        "バスの時刻が予約の画面に出ない", t["bus"], severity=3, votes=7, basis="heard", need="あと何分か知りたい"
    )
    cash = b.challenge("現金しか使えない", t["pay"], severity=2, votes=4, basis="measured")
    b.challenge("部屋の違いが写真では分からない", t["search"], severity=1, votes=2, basis="assumed")
    b.improvement(
        "バスの位置をメールで知らせる",
        waits,
        strategy="support",
        impact=5,
        effort=2,
        owner="田中",
        votes=5,
        status=Status.DOING,
    )
    b.improvement("カードと電子マネーを受け付ける", cash, strategy="simplify", impact=4, effort=3, owner="女将")
    b.measure(
        "送迎の待ち時間", {"2025-10": 24, "2026-01": 31, "2026-04": 27}, unit="分", touchpoint=t["bus"], target=10
    )
