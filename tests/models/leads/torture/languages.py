"""People and places of many scripts: the values that the encodings are tried with."""

from __future__ import annotations

NAMES = ("Lead id", "Name", "City", "Note")

WESTERN = (
    ("Jürgen Groß", "Köln", "prüft Angebote für März"),
    ("Zoë Müller", "Zürich", "wünscht Rückruf, grüßt"),
    ("François Lefèvre", "Orléans", "déjà client, à rappeler"),
    ("Begoña Muñoz", "A Coruña", "llamar mañana, ¿precio?"),
    ("Søren Ørsted", "Århus", "på ferie, ø-kunde"),
    ("João Gonçalves", "São Paulo", "não respondeu ainda"),
)
EURO = (("Noël Œuvrard", "Œting", "500 € “net” – œuvre"), ("Šárka Žáková", "Žilina", "ž š €"))
CENTRAL = (
    ("Łukasz Wiśniewski", "Łódź", "zażółć gęślą jaźń, proszę o kontakt"),
    ("Jiří Dvořák", "Plzeň", "příliš žluťoučký kůň úpěl ďábelské ódy"),
    ("Ágnes Kővári", "Győr", "árvíztűrő tükörfúrógép, kérem hívjon"),
    ("Zdeněk Šťastný", "České Budějovice", "čeká na nabídku, možná příští týden"),
    ("Małgorzata Dąbrowska", "Kraków", "wysłano ofertę, dzwonić w środę"),
)
CYRILLIC = (
    ("Иван Петров", "Москва", "перезвонить в понедельник"),
    ("Анна Кузнецова", "Санкт-Петербург", "ждёт предложение по цене"),
    ("Олег Смирнов", "Нижний Новгород", "уже купил, не звонить"),
    ("Мария Соколова", "Екатеринбург", "интересуется пробным периодом"),
)
GREEK = (
    ("Γιώργος Παπαδόπουλος", "Αθήνα", "να τον καλέσουμε τη Δευτέρα"),
    ("Ελένη Νικολάου", "Θεσσαλονίκη", "περιμένει προσφορά για τον Μάρτιο"),
    ("Κώστας Δημητρίου", "Ηράκλειο", "δεν απάντησε ακόμα στο μήνυμα"),
)
TURKISH = (
    ("Gülşen Yıldız", "İstanbul", "teklif bekliyor, pazartesi aranacak"),
    ("Çağrı Öztürk", "Eskişehir", "görüşme yapıldı, ilgileniyor"),
    ("İpek Şahin", "İzmir", "fiyat için yarın yazılacak, müşteri değil"),
)
JAPANESE = (
    ("山田太郎", "東京都千代田区", "来週の月曜日に電話してください"),
    ("佐藤花子", "大阪市北区", "資料を送りました。返事を待っています"),
    ("鈴木一郎", "名古屋市中区", "ソフトウェアの価格について質問がありました"),
    ("高橋ソフィア", "札幌市", "デモを希望、予算は未定です"),
)
CHINESE = (
    ("王小明", "北京市海淀区", "请在星期一给他打电话"),
    ("李娜", "上海市浦东新区", "已经发送报价单，等待回复"),
    ("张伟", "广州市天河区", "对产品很感兴趣，希望试用"),
    ("刘洋", "深圳市南山区", "客户没有预算，明年再联系"),
)
TRADITIONAL = (
    ("陳美玲", "臺北市信義區", "請於星期一打電話給她"),
    ("林志豪", "高雄市鼓山區", "已經寄出報價單，等待回覆"),
    ("黃雅婷", "臺中市西屯區", "對產品很有興趣，希望試用"),
)
KOREAN = (
    ("김민수", "서울특별시 강남구", "월요일에 전화해 주세요"),
    ("이영희", "부산광역시 해운대구", "견적서를 보냈고 답변을 기다리고 있습니다"),
    ("박지훈", "대구광역시 중구", "제품에 관심이 많고 시연을 원합니다"),
)
EVERY = (
    *(*WESTERN, *CENTRAL, *CYRILLIC, *GREEK, *TURKISH, *JAPANESE, *CHINESE, *KOREAN),
    ("محمد علي", "القاهرة", "يرجى الاتصال غدا"),
    ("דוד כהן", "תל אביב", "להתקשר מחר"),
    ("👩‍💻 Ana 🇧🇷", "e\u0301clair", "combining, emoji 😀, \U0001f9ea"),
    ("นภา สุขใจ", "กรุงเทพ", "โทรกลับพรุ่งนี้"),
)


def leads(people: tuple[tuple[str, str, str], ...], count: int) -> list[tuple[str, ...]]:
    """So many leads, each of another of these people, with ids that begin with zeros."""
    return [(f"{number:05}", *people[number % len(people)]) for number in range(count)]
