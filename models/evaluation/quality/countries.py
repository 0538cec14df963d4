"""Names of countries: by how many names, short forms and codes each is known.

Our own table of the names that exports of CRMs hold: the English short name, both ISO codes, usual
short forms, and the names in German, French, Spanish and Italian where they differ. Two letters
are read as a code only where most of a field is countries: CA is California, too.
"""

from __future__ import annotations

from functools import cache

from models.evaluation.quality.folding import fold

_TABLE = """
AF AFG Afghanistan
AL ALB Albania|Albanien|Albanie
DZ DZA Algeria|Algerien|Algérie|Argelia
AD AND Andorra
AO AGO Angola
AR ARG Argentina|Argentinien|Argentine
AM ARM Armenia|Armenien|Arménie
AU AUS Australia|Australien|Australie|Commonwealth of Australia
AT AUT Austria|Österreich|Oesterreich|Autriche|Republic of Austria
AZ AZE Azerbaijan|Aserbaidschan|Azerbaïdjan
BS BHS Bahamas|The Bahamas
BH BHR Bahrain|Bahreïn
BD BGD Bangladesh|Bangladesch
BB BRB Barbados
BY BLR Belarus|Weißrussland|Biélorussie|Bielorrusia
BE BEL Belgium|Belgien|Belgique|België|Bélgica|Belgio
BZ BLZ Belize
BJ BEN Benin|Bénin
BM BMU Bermuda
BT BTN Bhutan
BO BOL Bolivia|Bolivien|Bolivie|Plurinational State of Bolivia
BA BIH Bosnia and Herzegovina|Bosnia|Bosnien und Herzegowina|Bosnia & Herzegovina
BW BWA Botswana
BR BRA Brazil|Brasil|Brasilien|Brésil|Brasile
BN BRN Brunei|Brunei Darussalam
BG BGR Bulgaria|Bulgarien|Bulgarie
BF BFA Burkina Faso
BI BDI Burundi
KH KHM Cambodia|Kambodscha|Cambodge
CM CMR Cameroon|Kamerun|Cameroun
CA CAN Canada|Kanada|Canadá
CV CPV Cape Verde|Cabo Verde
KY CYM Cayman Islands
TD TCD Chad|Tschad|Tchad
CL CHL Chile|Chili
CN CHN China|P.R. China|PR China|PRC|People's Republic of China|Chine|Cina|Mainland China
CO COL Colombia|Kolumbien|Colombie
CG COG Republic of the Congo|Congo-Brazzaville
CD COD Democratic Republic of the Congo|DR Congo|DRC|Congo-Kinshasa
CR CRI Costa Rica
CI CIV Ivory Coast|Côte d'Ivoire|Elfenbeinküste|Costa de Marfil
HR HRV Croatia|Kroatien|Croatie|Croacia|Hrvatska
CU CUB Cuba|Kuba
CY CYP Cyprus|Zypern|Chypre|Chipre
CZ CZE Czech Republic|Czechia|Tschechien|Tschechische Republik|République tchèque|Česko
DK DNK Denmark|Dänemark|Danemark|Danmark|Dinamarca|Danimarca
DJ DJI Djibouti
DM DMA Dominica
DO DOM Dominican Republic|Dominikanische Republik|República Dominicana
EC ECU Ecuador|Équateur
EG EGY Egypt|Ägypten|Égypte|Egipto|Egitto
SV SLV El Salvador
ER ERI Eritrea
EE EST Estonia|Estland|Estonie|Eesti
SZ SWZ Eswatini|Swaziland
ET ETH Ethiopia|Äthiopien|Éthiopie
FJ FJI Fiji
FI FIN Finland|Finnland|Finlande|Suomi|Finlandia
FR FRA France|Frankreich|Francia|République française|French Republic
GA GAB Gabon
GM GMB Gambia|The Gambia
GE GEO Georgia|Georgien|Géorgie
DE DEU Germany|Deutschland|Allemagne|Alemania|Germania|Federal Republic of Germany|BRD|GER|FRG
GH GHA Ghana
GI GIB Gibraltar
GR GRC Greece|Griechenland|Grèce|Grecia|Hellas
GL GRL Greenland
GT GTM Guatemala
GG GGY Guernsey
GN GIN Guinea
GY GUY Guyana
HT HTI Haiti
HN HND Honduras
HK HKG Hong Kong|Hongkong|Hong Kong SAR
HU HUN Hungary|Ungarn|Hongrie|Hungría|Magyarország|Ungheria
IS ISL Iceland|Island|Islande
IN IND India|Indien|Inde|Bharat|Republic of India
ID IDN Indonesia|Indonesien|Indonésie
IR IRN Iran|Islamic Republic of Iran
IQ IRQ Iraq|Irak
IE IRL Ireland|Republic of Ireland|Irland|Irlande|Irlanda|Éire
IM IMN Isle of Man
IL ISR Israel|Israël
IT ITA Italy|Italia|Italien|Italie
JM JAM Jamaica|Jamaika
JP JPN Japan|Japon|Japón|Giappone|Nippon
JE JEY Jersey
JO JOR Jordan|Jordanien|Jordanie
KZ KAZ Kazakhstan|Kasachstan
KE KEN Kenya|Kenia
XK XKX Kosovo
KW KWT Kuwait|Koweït
KG KGZ Kyrgyzstan|Kirgisistan
LA LAO Laos|Lao PDR
LV LVA Latvia|Lettland|Lettonie|Latvija
LB LBN Lebanon|Libanon|Liban
LS LSO Lesotho
LR LBR Liberia
LY LBY Libya|Libyen|Libye
LI LIE Liechtenstein
LT LTU Lithuania|Litauen|Lituanie|Lietuva
LU LUX Luxembourg|Luxemburg|Luxemburgo|Lussemburgo
MO MAC Macau|Macao
MG MDG Madagascar|Madagaskar
MW MWI Malawi
MY MYS Malaysia|Malaisie|Malasia
MV MDV Maldives|Malediven
ML MLI Mali
MT MLT Malta|Malte
MU MUS Mauritius|Maurice
MX MEX Mexico|México|Mexiko|Mexique|Messico
MD MDA Moldova|Moldawien|Republic of Moldova
MC MCO Monaco
MN MNG Mongolia|Mongolei
ME MNE Montenegro
MA MAR Morocco|Marokko|Maroc|Marruecos|Marocco
MZ MOZ Mozambique|Mosambik
MM MMR Myanmar|Burma
NA NAM Namibia
NP NPL Nepal|Népal
NL NLD Netherlands|The Netherlands|Holland|Niederlande|Nederland|Pays-Bas|Países Bajos|Paesi Bassi
NZ NZL New Zealand|Neuseeland|Nouvelle-Zélande|Nueva Zelanda|Aotearoa
NI NIC Nicaragua
NE NER Niger
NG NGA Nigeria
KP PRK North Korea|DPRK|Nordkorea
MK MKD North Macedonia|Macedonia|Nordmazedonien
NO NOR Norway|Norwegen|Norvège|Norge|Noruega|Norvegia
OM OMN Oman
PK PAK Pakistan
PS PSE Palestine|State of Palestine
PA PAN Panama|Panamá
PG PNG Papua New Guinea
PY PRY Paraguay
PE PER Peru|Perú|Pérou
PH PHL Philippines|The Philippines|Philippinen|Filipinas
PL POL Poland|Polen|Pologne|Polska|Polonia
PT PRT Portugal|Portogallo
PR PRI Puerto Rico
QA QAT Qatar|Katar
RO ROU Romania|Rumänien|Roumanie|România|Rumania
RU RUS Russia|Russian Federation|Russland|Russie|Rusia
RW RWA Rwanda|Ruanda
WS WSM Samoa
SM SMR San Marino
SA SAU Saudi Arabia|KSA|Kingdom of Saudi Arabia|Saudi-Arabien|Arabie saoudite|Arabia Saudita
SN SEN Senegal|Sénégal
RS SRB Serbia|Serbien|Serbie|Srbija
SC SYC Seychelles|Seychellen
SL SLE Sierra Leone
SG SGP Singapore|Singapur|Singapour
SK SVK Slovakia|Slovak Republic|Slowakei|Slovaquie|Slovensko
SI SVN Slovenia|Slowenien|Slovénie|Slovenija
SO SOM Somalia
ZA ZAF South Africa|Südafrika|Afrique du Sud|Sudáfrica|RSA|Republic of South Africa
KR KOR South Korea|Republic of Korea|Korea, Republic of|Südkorea|Corée du Sud|Corea del Sur|Korea
SS SSD South Sudan
ES ESP Spain|España|Spanien|Espagne|Spagna|Espana
LK LKA Sri Lanka
SD SDN Sudan
SR SUR Suriname
SE SWE Sweden|Schweden|Suède|Sverige|Suecia|Svezia
CH CHE Switzerland|Schweiz|Suisse|Svizzera|Suiza|Swiss|SUI|Swiss Confederation
SY SYR Syria|Syrien|Syrian Arab Republic
TW TWN Taiwan|Taiwan, Province of China|Taïwan
TJ TJK Tajikistan
TZ TZA Tanzania|Tansania|United Republic of Tanzania
TH THA Thailand|Thaïlande|Tailandia
TG TGO Togo
TT TTO Trinidad and Tobago|Trinidad & Tobago|Trinidad
TN TUN Tunisia|Tunesien|Tunisie
TR TUR Turkey|Türkei|Türkiye|Turquie|Turquía
TM TKM Turkmenistan
UG UGA Uganda|Ouganda
UA UKR Ukraine|Ucrania|Ukraina
AE ARE United Arab Emirates|UAE|U.A.E.|Emirates|Vereinigte Arabische Emirate|Émirats arabes unis|VAE
GB GBR United Kingdom|UK|U.K.|Great Britain|Britain|Vereinigtes Königreich|Großbritannien
-- --- United Kingdom|Royaume-Uni|Reino Unido|Regno Unito|United Kingdom of Great Britain
-- --- United Kingdom|United Kingdom of Great Britain and Northern Ireland|G.B.
US USA United States|United States of America|U.S.|U.S.A.|The United States|US of A
-- --- United States|Vereinigte Staaten|Vereinigte Staaten von Amerika|États-Unis
-- --- United States|Estados Unidos|Stati Uniti|EEUU
UY URY Uruguay
UZ UZB Uzbekistan|Usbekistan
VE VEN Venezuela
VN VNM Vietnam|Viet Nam
YE YEM Yemen|Jemen
ZM ZMB Zambia|Sambia
ZW ZWE Zimbabwe|Simbabwe
"""


@cache
def _known() -> tuple[dict[str, str], dict[str, str]]:
    """The country of each fold of a name, and of each code."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        two, three, others = line.split(" ", 2)
        every = others.split("|")
        country = every[0]
        for name in every:
            names.setdefault(fold(name), country)
        if two != "--":
            codes[fold(two)] = codes[fold(three)] = country
    return names, codes


def country_named(text: str) -> str | None:
    """The country that a name means; codes are no names."""
    return _known()[0].get(fold(text))


def country_of(text: str) -> str | None:
    """The country that a name or a code means, in a field that holds countries."""
    names, codes = _known()
    found = fold(text)
    return names.get(found) or codes.get(found)
