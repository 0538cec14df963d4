"""Files that are not read as they should be yet."""

NAMES: frozenset[str] = frozenset(
    """
    single-quotes.csv spaces-before-quotes.csv end-sign-of-dos.csv locale-indian.csv
    locale-german-short-year.csv locale-austrian.csv locale-french.csv
    locale-french-windows.csv locale-french-words.csv locale-italian.csv
    locale-brazilian.csv locale-dutch.csv locale-swedish.csv locale-danish.csv
    locale-norwegian.csv locale-finnish.csv locale-polish.csv locale-czech.csv
    locale-hungarian.csv locale-russian.csv locale-turkish.csv locale-greek.csv
    locale-japanese.csv locale-chinese.csv locale-english-months.csv chosen-header-far.csv
    total.csv total-and-note.csv total-kept.csv cell-too-huge.csv sep-alone.csv
    one-line.csv
    """.split()
)
