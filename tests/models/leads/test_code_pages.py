# ruff: noqa: RUF001 - the letters of other scripts are meant
"""The encoding of text that is not UTF-8, found by the words that come of it."""

from __future__ import annotations

from itertools import combinations

import pytest

from models.leads.readers.encoding import find_encoding
from models.leads.readers.given import of_bytes

LANGUAGES = {
    "German": ("Jürgen Müller,Größe Straße,Köln,Schäfer & Söhne,Grüße aus Österreich", "cp1252"),
    "French": ("Société Générale,Élève à l'école,Besançon,Hélène Lefèvre,Crédit d'Île", "cp1252"),
    "Spanish": ("Peña,Núñez García,Málaga,Compañía Española,León,¿Qué?", "cp1252"),
    "Swedish": ("Göteborg,Åsa Öberg,Malmö,Försäljning AB,Västerås", "cp1252"),
    "Danish": ("København,Søren Kjær,Ærø,Århus Møbler", "cp1252"),
    "Icelandic": ("Reykjavík,Þór Guðmundsson,Ísafjörður", "cp1252"),
    "euro": ("Œuvre à 5 €,Le cœur,Zoé,Été", "iso8859_15"),
    "Polish": ("Łódź,Wałęsa,Kraków,Śląska Spółka,Gdańsk,Żółć gęślą jaźń,Częstochowa", "cp1250"),
    "Polish, ISO": ("Łódź,Wałęsa,Śląska Spółka,Gdańsk,Żółć gęślą jaźń,Częstochowa", "iso8859_2"),
    "Czech": ("Plzeň,Dvořák,České Budějovice,Příliš žluťoučký kůň,Ústí nad Labem", "cp1250"),
    "Hungarian": (
        "Győr,Székesfehérvár,Kovács Gábor,Árvíztűrő tükörfúrógép,Erdős és Társa",
        "cp1250",
    ),
    "Russian": ("Москва,Иванов Иван Петрович,Общество с ответственностью,Новосибирск", "cp1251"),
    "Russian, KOI8": ("Москва,Иванов Иван Петрович,Общество с ограниченной", "koi8_r"),
    "Ukrainian": ("Київ,Шевченко Тарас,Львів,Товариство з обмеженою,Харків,Їжак", "cp1251"),
    "Greek": ("Αθήνα,Παπαδόπουλος Γεώργιος,Θεσσαλονίκη,Ανώνυμη Εταιρεία,Πάτρα", "cp1253"),
    "Turkish": ("İstanbul,Şahin Yılmaz,Diyarbakır,Büyükşehir Belediyesi,Çağrı Öztürk", "cp1254"),
    "Lithuanian": ("Vilnius,Žemaitis Jonas,Šiauliai,akcinė bendrovė,Klaipėda,Panevėžys", "cp1257"),
    "Latvian": ("Rīga,Bērziņš Jānis,Sabiedrība ar ierobežotu,Liepāja,Ķekava,Ģirts", "cp1257"),
    "Japanese": ("東京都,田中太郎,株式会社サンプル,大阪市北区,カタカナ テスト,ひらがな", "cp932"),
    "Japanese, EUC": ("東京都,田中太郎,株式会社サンプル,大阪市北区,カタカナ テスト", "euc_jp"),
    "Chinese": ("北京市,张伟,有限责任公司,上海浦东新区,广州天河", "gb18030"),
    "Taiwanese": ("臺北市,陳大文,股份有限公司,高雄市三民區,臺中市", "big5"),
    "Korean": ("서울특별시,김철수,주식회사 예제,부산광역시,대구 수성구", "euc_kr"),
}
WESTERN = ("German", "French", "Spanish", "Swedish", "Danish", "Icelandic")


def read_back(words: list[str], codec: str, rows: int) -> tuple[str, str]:
    """A table of these words, and what it is read as once it was written in an encoding."""
    text = "id,name,city\n" + "".join(
        f"{n},{words[n % len(words)]},{words[(n + 1) % len(words)]}\n" for n in range(rows)
    )
    content = text.encode(codec)
    found = find_encoding(of_bytes("leads.csv", content))
    return text, content.decode(found.codec, found.errors)


@pytest.mark.parametrize("rows", [6, 300])
@pytest.mark.parametrize("language", LANGUAGES)
def test_that_the_encoding_of_a_language_is_found(language: str, rows: int) -> None:
    words, codec = LANGUAGES[language]
    text, again = read_back(words.split(","), codec, rows)
    assert again == text


@pytest.mark.parametrize("count", [2, 3, 6])
def test_that_names_of_several_western_languages_stay_western(count: int) -> None:
    for some in combinations(WESTERN, count):
        words = [word for language in some for word in LANGUAGES[language][0].split(",")]
        text, again = read_back(words, "cp1252", 60)
        assert again == text, some


@pytest.mark.parametrize("sign", "éøñüßèØ€’")
def test_that_one_sign_alone_is_of_the_usual_page(sign: str) -> None:
    text, again = read_back([f"Caf{sign}s", "x", "y"], "cp1252", 3)
    assert again == text
