"""Names of the months in the languages that exports are written in, by key, without a dot."""

from __future__ import annotations

_NAMES = (
    "jan january januar jänner jaenner janv janvier ene enero gen gennaio janeiro januari "
    "sty styczeń stycznia",
    "feb february februar févr fevr février fevrier febrero febbraio fev fevereiro februari "
    "lut luty lutego",
    "mar march mär märz maerz mrz mars marzo março marco mrt maart marzec marca",
    "apr april avr avril abr abril aprile kwi kwiecień kwietnia",
    "may mai mayo mag maggio maio mei maj maja",
    "jun june juni juin junio giu giugno junho cze czerwiec czerwca",
    "jul july juli juil juillet julio lug luglio julho lip lipiec lipca",
    "aug august août aout ago agosto augustus augusti sie sierpień sierpnia",
    "sep sept september septembre septiembre setiembre set settembre setembro "
    "wrz wrzesień września",
    "oct october okt oktober octobre octubre ott ottobre out outubro paź październik października",
    "nov november novembre noviembre novembro lis listopad listopada",
    "dec december dez dezember déc décembre decembre dic diciembre dicembre dezembro "
    "gru grudzień grudnia",
)
"""English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish and Polish: names and the
usual short forms. None of them means another month in another of these languages."""

MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
