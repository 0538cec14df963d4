"""Files that are not read as they should be yet."""

NAMES: frozenset[str] = frozenset(
    """
    days-that-are-none.xlsx
    locale-austrian.csv
    locale-chinese.csv
    locale-czech.csv
    locale-finnish.csv
    locale-french-windows.csv
    locale-french-words.csv
    locale-french.csv
    locale-greek.csv
    locale-hungarian.csv
    locale-japanese.csv
    locale-norwegian.csv
    locale-polish.csv
    locale-russian.csv
    locale-swedish.csv
    locale-turkish.csv
    """.split()
)
