"""Web pages saved as workbooks, XML of Excel 2003 and Parquet: the other files of other systems."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from models.leads.raw import Cell
from models.problems import LeadbenchError
from tests.models.leads.reading_cells import headers, kinds, read, rows, said

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<style>td {{ color: red }} <table><tr><td>no cell</td></tr></table></style></head><body>
<!-- <table><tr><td>nor this</td></tr></table> -->
<table><tr><td>a menu</td></tr></table>
<table border=1>
<tr><th colspan="3">Leads of the spring</th></tr>
<tr><th>Id<th>Name<TH width='10"'>Note</tr>
<TR><td>00017</td><td>Müller &amp; Söhne</td><td>one<br>two</td></TR>
<tr><td x:num="2">2</td><td rowspan="2"> Bob\n   Smith </td><td><b>big</b> &lt;firm&gt;</td></tr>
<tr><td>3</td><td><table><tr><td>inner</td></tr></table></td></tr>
<tr><td>4</td><td></td><td>&nbsp;</td></tr>
</table></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1", "iso-8859-15"])
def test_that_the_largest_table_of_a_page_is_read(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "report.xls"
    path.write_bytes(PAGE.format(charset=charset).encode(charset))
    imported = read(path)
    assert headers(imported) == ["Id", "Name", "Note"]
    assert rows(imported) == [
        ["00017", "Müller & Söhne", "one\ntwo"],
        ["2", "Bob Smith", "big <firm>"],
        ["3", "", "inner"],
        ["4", "", "\xa0"],
    ]
    assert (imported.header_row, [sheet.name for sheet in imported.sheets]) == (
        2,
        ["Table 1", "Table 2"],
    )
    said(imported, "The file is a web page")
    assert said(imported, "merged cells (B4:B5)") == 1
    assert said(imported, "1 other table") == 1


def test_that_a_table_of_a_page_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("<table><tr><td>a<tr><td>1</table><table><tr><td>x<td>y<tr><td>1<td>2</table>")
    assert headers(read(path)) == ["x", "y"]
    assert rows(read(path, sheet="Table 1")) == [["1"]]
    with pytest.raises(LeadbenchError, match="no table “Table 3”"):
        read(path, sheet="Table 3")


def test_that_a_page_without_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "login.xls"
    path.write_text("<!DOCTYPE html><html><body>Please log in.</body></html>")
    with pytest.raises(LeadbenchError, match="web page without a table"):
        read(path)


WORKBOOK = """<?xml version="1.0"?>{declared}
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
 <Worksheet ss:Name="Notes"><Table><Row><Cell><Data ss:Type="String">see next</Data></Cell></Row>
 </Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
 <Worksheet ss:Name="Leads"><Table>
  <Row><Cell><Data ss:Type="String">id</Data></Cell><Cell><Data ss:Type="String">size</Data></Cell>
   <Cell><Data ss:Type="String">created</Data></Cell><Cell><Data ss:Type="String">won</Data></Cell>
  </Row>
  <Row ss:Index="3" ss:Hidden="1"><Cell><Data ss:Type="String">00017</Data></Cell>
   <Cell><Data ss:Type="Number">12.5</Data></Cell>
   <Cell><Data ss:Type="DateTime">2021-04-15T00:00:00.000</Data></Cell>
   <Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
  <Row><Cell ss:Index="2"><Data ss:Type="Error">#N/A</Data></Cell>
   <Cell><Data ss:Type="DateTime">2021-04-15T23:03:00.000</Data></Cell></Row>
  <Row><Cell><Data ss:Type="String"><B xmlns="http://www.w3.org/TR/REC-html40">bo</B>ld</Data></Cell>
   <Cell ss:Index="4"><Data ss:Type="Boolean">0</Data></Cell></Row>
 </Table></Worksheet></Workbook>"""


def test_that_a_workbook_of_2003_keeps_cells_and_their_kinds(tmp_path: Path) -> None:
    path = tmp_path / "leads.xls"
    path.write_text(WORKBOOK.format(declared=""))
    imported = read(path)
    assert imported.table.sheet == "Leads"
    assert rows(imported) == [
        ["00017", "12.5", "2021-04-15", "TRUE"],
        ["", "#N/A", "2021-04-15 23:03:00", ""],
        ["bold", "", "", "FALSE"],
    ]
    assert kinds(imported, "size") == [Cell.NUMBER, Cell.ERROR, Cell.EMPTY]
    assert kinds(imported, "created") == [Cell.DATE, Cell.DATE, Cell.EMPTY]
    assert kinds(imported, "won") == [Cell.YES_NO, Cell.EMPTY, Cell.YES_NO]
    assert [sheet.visible for sheet in imported.sheets] == [False, True]
    assert said(imported, "hidden in the sheet") == 1
    assert said(imported, "1 of them hidden") == 1
    said(imported, "a workbook of 2003")


def test_that_entities_and_half_a_workbook_of_2003_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "leads.xml"
    path.write_text(WORKBOOK.format(declared='<!DOCTYPE Workbook [<!ENTITY a "b">]>'))
    with pytest.raises(LeadbenchError, match="declares entities"):
        read(path)
    path.write_text(WORKBOOK.format(declared="")[:-300])
    with pytest.raises(LeadbenchError, match="damaged"):
        read(path)


def test_that_a_preview_of_a_table_of_another_kind_ends_early(tmp_path: Path) -> None:
    path = tmp_path / "leads.html"
    body = "".join(f"<tr><td>{n}<td>x" for n in range(50))
    path.write_text(f"<table><tr><td>id<td>what{body}</table>")
    found = read(path, preview=7)
    assert (found.table.rows, found.complete, len(found.head)) == (7, False, 30)


def test_that_parquet_without_its_package_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "leads.parquet"
    path.write_bytes(b"PAR1 and more")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(LeadbenchError, match=r"leadbench\[parquet\]"):
        read(path)


def test_that_parquet_keeps_kinds_lists_and_the_first_rows(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "leads.parquet"
    table = pa.table({"id": ["00017", None, "x"], "tags": [["a", "b"], [], None], "n": [1, 2, 3]})
    parquet.write_table(table, path)
    imported = read(path)
    assert rows(imported) == [["00017", "a; b", "1"], ["", "", "2"], ["x", "", "3"]]
    assert kinds(imported, "n") == [Cell.NUMBER] * 3
    assert read(path, preview=2).complete is False
    assert imported.head[:2] == (("id", "tags", "n"), ("00017", "a; b", "1"))
