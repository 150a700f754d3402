"""The lookups: layers, and what a user is told about a row that is wrong."""

from __future__ import annotations

import csv
import datetime
import os
import time
from pathlib import Path

import pytest
from codesignrisk_core import settings
from codesignrisk_core.settings import Indicator, Notice, Settings
from hypothesis import given
from hypothesis import strategies as st

INDICATORS = "indicator,kind,weight,technique,description,false_positives,source\n"
PARENTS = "image,class,description\n"
ALLOWLIST = "rule_id,host,user,image,command_line,parent_image,cert_file,indicator,reason,owner,expires\n"
TODAY = datetime.date(2027, 1, 31)

SHIPPED = {
    "codesignrisk_indicators.csv": INDICATORS
    + "sign,action,28,T1553.002,signs,builds,docs\n"
    + "parent_shell,context,5,,shell,everybody,docs\n"
    + "parent_build,benign,25,,build tool,,docs\n",
    "codesignrisk_parents.csv": PARENTS + "cmd.exe,shell,Shell\nagent*.exe,build,Build agent\n",
    "codesignrisk_allowlist.csv": ALLOWLIST,
}


class Folder:
    """A lookups folder that can be written and loaded."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in SHIPPED.items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        (self.path / name).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    def load(self) -> Settings:
        return settings.load(self.path, TODAY, self.path)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_the_shipped_lookups_load_without_a_warning(lookups: Path) -> None:
    assert settings.load(lookups).warnings == []


def test_shipped_rows(folder: Folder) -> None:
    loaded = folder.load()
    assert loaded.warnings == []
    assert loaded.indicators["sign"] == Indicator("sign", "action", 28, "T1553.002", "signs", "builds")
    assert loaded.parents == {"cmd.exe": "shell"}
    assert [(bool(pattern.fullmatch("agent7.exe")), name) for pattern, name in loaded.parent_patterns] == [
        (True, "build")
    ]
    assert loaded.allowlist == []


def test_the_tables_come_with_the_code(folder: Folder, tmp_path: Path) -> None:
    """What lies in the lookups shows them, and decides nothing but by its ``_local`` twin."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "codesignrisk_allowlist.csv").write_text(ALLOWLIST, encoding="utf-8")
    old = SHIPPED["codesignrisk_indicators.csv"].replace("sign,action,28", "sign,action,1")
    (site / "codesignrisk_indicators.csv").write_text(old, encoding="utf-8")
    (site / "codesignrisk_parents.csv").write_text(
        SHIPPED["codesignrisk_parents.csv"].replace("cmd.exe,shell,Shell", '"cmd.exe","shell","Shell"\r\n'),
        encoding="utf-8",
    )
    loaded = settings.load(site, TODAY, folder.path)
    assert (loaded.indicators["sign"].weight, loaded.parents) == (28, {"cmd.exe": "shell"})
    # the second shows the same, as another editor writes it
    assert loaded.notices == [
        settings.Notice(
            "codesignrisk_indicators.csv: not the table of this version, which the command goes by: "
            "an upgrade kept it, or it was edited",
            normal=True,
        )
    ]
    (site / "codesignrisk_indicators_local.csv").write_text("indicator,weight\nsign,40\n", encoding="utf-8")
    assert settings.load(site, TODAY, folder.path).indicators["sign"].weight == 40


def test_a_lookup_that_no_editor_can_read_is_told_to_differ(folder: Folder, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "codesignrisk_allowlist.csv").write_text(ALLOWLIST, encoding="utf-8")
    (site / "codesignrisk_indicators.csv").write_text("a" * 200_000, encoding="utf-8")
    assert len(settings.load(site, TODAY, folder.path).notices) == 1


def test_the_lookups_show_what_the_command_goes_by(lookups: Path) -> None:
    for table in settings.SHIPPED.iterdir():
        assert (lookups / table.name).read_bytes() == table.read_bytes()
    assert sorted(table.name for table in settings.SHIPPED.iterdir()) == [
        "codesignrisk_certificates.csv",
        "codesignrisk_indicators.csv",
        "codesignrisk_parents.csv",
    ]


def test_a_site_adds_rows(folder: Folder) -> None:
    folder.write("codesignrisk_parents_local.csv", PARENTS + "deploy.exe,build,Ours\n")
    folder.write("codesignrisk_indicators_local.csv", INDICATORS + "ours,modifier,3,,our own,,us\n")
    loaded = folder.load()
    assert loaded.parents == {"cmd.exe": "shell", "deploy.exe": "build"}
    assert loaded.indicators["ours"].weight == 3
    assert loaded.warnings == []


def test_a_site_overrides_by_key_only_the_cells_that_it_fills(folder: Folder) -> None:
    folder.write("codesignrisk_indicators_local.csv", INDICATORS + "SIGN,,40,,,,\n")
    assert folder.load().indicators["sign"] == Indicator("sign", "action", 40, "T1553.002", "signs", "builds")


def test_rows_of_one_file_with_the_same_key_are_told(folder: Folder) -> None:
    """The later stands over the earlier by the cells that it fills. A row over a shipped one is no fault."""
    rows = "builds,host-a,,,,,,sign,why,me,\nother,host-c,,,,,,,why,me,\nBuilds ,host-b,,,,,,,Mine,,\n"
    folder.write("codesignrisk_allowlist_local.csv", ALLOWLIST + rows)
    folder.write("codesignrisk_indicators_local.csv", "indicator,weight\nsign,40\nsign,41\nSIGN,42\n")
    loaded = folder.load()
    told = "{} row {}: row {} has the same key: its cells stand over those of this one"
    assert loaded.notices == [
        Notice(told.format("codesignrisk_indicators_local.csv", 2, 4), normal=True),
        Notice(told.format("codesignrisk_indicators_local.csv", 3, 4), normal=True),
        Notice(told.format("codesignrisk_allowlist_local.csv", 2, 4), normal=True),
    ]
    assert loaded.indicators["sign"].weight == 42
    assert [(rule.rule_id, rule.reason, [key for key, _ in rule.patterns]) for rule in loaded.allowlist] == [
        ("builds", "Mine", ["host", "indicator"]),
        ("other", "why", ["host"]),
    ]


def test_a_site_may_leave_columns_out_and_order_them_as_it_likes(folder: Folder) -> None:
    folder.write("codesignrisk_indicators_local.csv", "Weight, Indicator \n7,sign\n")
    assert folder.load().indicators["sign"].weight == 7


def test_weight_0_switches_an_indicator_off(folder: Folder) -> None:
    folder.write("codesignrisk_indicators_local.csv", "indicator,weight\nsign,0\n")
    loaded = folder.load()
    assert (loaded.indicators["sign"].weight, loaded.warnings) == (0, [])


def test_a_missing_twin_is_normal_and_a_missing_table_is_not(folder: Folder) -> None:
    (folder.path / "codesignrisk_parents.csv").unlink()
    loaded = folder.load()
    assert loaded.warnings == ["codesignrisk_parents.csv: the table is missing from the app or the knowledge bundle"]
    assert loaded.indicators
    assert loaded.parents == {}


@pytest.mark.parametrize("start", ["\ufeff", ""])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_editor_will_do(folder: Folder, start: str, newline: str) -> None:
    text = start + (PARENTS + 'cmd.exe,shell,"Shell, of\nWindows"\n\n# our own\ndeploy.exe,build,Ours\n').replace(
        "\n", newline
    )
    folder.write("codesignrisk_parents.csv", text)
    loaded = folder.load()
    assert loaded.warnings == []
    assert loaded.parents == {"cmd.exe": "shell", "deploy.exe": "build"}


# What is wrong with a row, and the words that the search shows. {} stands for the row's text below.
BROKEN_INDICATORS = [
    (
        "new,wrong,5,,,,",
        "row 5: kind 'wrong' of 'new' is none of action, modifier, context, benign; row left out",
    ),
    ("new,,5,,,,", "row 5: kind '' of 'new' is none of action, modifier, context, benign; row left out"),
    ("new,action,,,,,", "row 5: weight '' of 'new' is not a whole number from 0 to 100; row left out"),
    ("new,action,101,,,,", "row 5: weight '101' of 'new' is not a whole number from 0 to 100; row left out"),
    ("new,action,-5,,,,", "row 5: weight '-5' of 'new' is not a whole number from 0 to 100; row left out"),
    ("new,action,4.5,,,,", "row 5: weight '4.5' of 'new' is not a whole number from 0 to 100; row left out"),
    ("new,action,{x},,,,", "row 5: weight '{x}' of 'new' is not a whole number from 0 to 100; row left out"),
    ("new,action,\u0665,,,,", "row 5: weight '\u0665' of 'new' is not a whole number from 0 to 100; row left out"),
    (
        f"new,action,{'1' * 5000},,,,",
        f"row 5: weight '{'1' * 79}\u2026' of 'new' is not a whole number from 0 to 100; row left out",
    ),
    (
        "new,ac\x1b[31mtion,5,,,,",
        "row 5: kind 'ac [31mtion' of 'new' is none of action, modifier, context, benign; row left out",
    ),
    ("new,action,\u00b2,,,,", "row 5: weight '\u00b2' of 'new' is not a whole number from 0 to 100; row left out"),
    (",action,5,,,,", "row 5: 'indicator' is empty; row left out"),
    ("new,action,5,,a,b,c,d", "row 5: 8 cells for 7 columns; row left out"),
]


@pytest.mark.parametrize(("row", "warning"), BROKEN_INDICATORS)
def test_a_broken_indicator_row(folder: Folder, row: str, warning: str) -> None:
    text = SHIPPED["codesignrisk_indicators.csv"] + row + "\nlast,context,1,,,,\n"
    folder.write("codesignrisk_indicators.csv", text)
    loaded = folder.load()
    assert loaded.warnings == [f"codesignrisk_indicators.csv {warning}"]
    assert list(loaded.indicators) == ["sign", "parent_shell", "parent_build", "last"]


BROKEN_PARENTS = [
    ("new.exe,,x", "row 4: 'class' of 'new.exe' is empty; row left out"),
    ("new.exe,nonsense,x", "row 4: class 'nonsense' has no indicator parent_nonsense; row left out"),
    (",shell,x", "row 4: 'image' is empty; row left out"),
    (
        "*\\New.exe,shell,x",
        "row 4: image '*\\new.exe' has a folder, and parents are compared by file name alone; row left out",
    ),
    ("new.exe,shell,x,y", "row 4: 4 cells for 3 columns; row left out"),
]


@pytest.mark.parametrize(("row", "warning"), BROKEN_PARENTS)
def test_a_broken_parent_row(folder: Folder, row: str, warning: str) -> None:
    folder.write("codesignrisk_parents.csv", SHIPPED["codesignrisk_parents.csv"] + row + "\nlast.exe,shell,x\n")
    loaded = folder.load()
    assert loaded.warnings == [f"codesignrisk_parents.csv {warning}"]
    assert loaded.parents == {"cmd.exe": "shell", "last.exe": "shell"}


BROKEN_RULES = [
    ("r1,,,,,,,,why,me,", "row 2: rule 'r1' would allow everything; row left out"),
    ("r1,*,**,,,,,,why,me,", "row 2: rule 'r1' would allow everything; row left out"),
    ("r1,h,,,,,,,,me,", "row 2: rule 'r1' has no reason or no owner; row left out"),
    ("r1,h,,,,,,,why,,", "row 2: rule 'r1' has no reason or no owner; row left out"),
    (
        "r1,h,,,,,,,why,me,31.1.2027",
        "row 2: expires '31.1.2027' of rule 'r1' is not a date like 2027-01-31; row left out",
    ),
    ("r1,h,,,,,,,why,me,2027-01-30", "row 2: rule 'r1' expired on 2027-01-30; not applied"),
    *(
        (
            f"r1,h,,,,,,,why,me,{date}",
            f"row 2: expires '{date}' of rule 'r1' is not a date like 2027-01-31; row left out",
        )
        # forms that date.fromisoformat takes on newer Pythons, and a day that is in no calendar
        for date in (
            "20991231",
            "2099-W01-1",
            "2099-W01",
            "2099-12-31T00:00:00",
            "2099-02-30",
            "\u0662099-12-31",
            "9" * 50,
        )
    ),
    (",h,,,,,,,why,me,", "row 2: 'rule_id' is empty; row left out"),
]


@pytest.mark.parametrize(("row", "warning"), BROKEN_RULES)
def test_a_broken_allowlist_row(folder: Folder, row: str, warning: str) -> None:
    folder.write("codesignrisk_allowlist_local.csv", ALLOWLIST + row + "\nlast,h,,,,,,,why,me,\n")
    loaded = folder.load()
    assert loaded.warnings == [f"codesignrisk_allowlist_local.csv {warning}"]
    assert [rule.rule_id for rule in loaded.allowlist] == ["last"]


def test_a_rule_applies_on_its_last_day(folder: Folder) -> None:
    folder.write("codesignrisk_allowlist_local.csv", ALLOWLIST + "r1,h,,,,,,,why,me,2027-01-31\n")
    loaded = folder.load()
    assert loaded.warnings == []
    assert [rule.reason for rule in loaded.allowlist] == ["why"]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("name,class\ncmd.exe,shell\n", "row 1: there is no column 'image'"),
        ("", "row 1: there is no column 'image'"),
        (
            "image;class\ncmd.exe;shell\n",
            "row 1: there is no column 'image': its cells stand between semicolons, where Splunk reads commas",
        ),
        (
            '"class"\t"image"\r\nshell\tcmd.exe\r\n',
            "row 1: there is no column 'image': its cells stand between tabs, where Splunk reads commas",
        ),
        ("images;class\ncmd.exe;shell\n", "row 1: there is no column 'image'"),
    ],
)
def test_a_table_without_its_key(folder: Folder, text: str, warning: str) -> None:
    folder.write("codesignrisk_parents.csv", text)
    assert folder.load().warnings == [f"codesignrisk_parents.csv {warning}"]


RULE = "r1,,,a.exe,,,,,expected,me,2027-12-31"


def test_a_column_that_stands_twice_costs_the_file(folder: Folder) -> None:
    """Which of them counts nobody can tell, and a rule that lost a pattern would allow more than was meant."""
    folder.write("codesignrisk_allowlist_local.csv", f"{ALLOWLIST.strip()}, Image \n{RULE},\n")
    loaded = folder.load()
    assert loaded.allowlist == []
    assert loaded.warnings == [
        "codesignrisk_allowlist_local.csv row 1: column 'image' stands there 2 times; no row of the file applies"
    ]


def test_columns_that_are_not_read_are_told(folder: Folder) -> None:
    folder.write("codesignrisk_allowlist_local.csv", f"{ALLOWLIST.strip()},ticket,cert-file,\n{RULE},7,,\n")
    loaded = folder.load()
    assert [rule.rule_id for rule in loaded.allowlist] == ["r1"]
    assert loaded.notices == [
        Notice("codesignrisk_allowlist_local.csv row 1: not read: ticket, cert-file", normal=True)
    ]


def test_a_table_that_is_not_utf_8(folder: Folder) -> None:
    folder.write("codesignrisk_parents.csv", PARENTS.encode() + b"M\xfcller.exe,shell,x\n")
    [warning] = folder.load().warnings
    assert warning.startswith("codesignrisk_parents.csv: cannot be read ('utf-8' codec can't decode byte 0xfc")


def test_a_folder_in_a_table_s_place(folder: Folder) -> None:
    (folder.path / "codesignrisk_parents_local.csv").mkdir()
    [warning] = folder.load().warnings
    assert warning.startswith("codesignrisk_parents_local.csv: cannot be read (")


def test_a_cell_without_end_costs_its_row_and_what_it_swallowed(folder: Folder) -> None:
    huge = '"' + "x" * 70_000
    folder.write("codesignrisk_parents.csv", f"{PARENTS}cmd.exe,shell,x\nbig.exe,shell,{huge}\nlast.exe,shell,x\n")
    loaded = folder.load()
    assert loaded.warnings == [
        "codesignrisk_parents.csv row 4: a cell has 70018 characters, more than 65536; row left out"
    ]
    assert loaded.parents == {"cmd.exe": "shell"}


def test_what_others_set_for_csv_stays(folder: Folder) -> None:
    before = csv.field_size_limit(1_000)
    try:
        folder.write("codesignrisk_parents.csv", f"{PARENTS}cmd.exe,shell,{'x' * 2_000}\n")
        assert (folder.load().parents, csv.field_size_limit()) == ({"cmd.exe": "shell"}, 1_000)
    finally:
        csv.field_size_limit(before)


def test_only_regular_files_are_opened(folder: Folder) -> None:
    """A pipe that nobody writes to would hold the search for ever, and so would a device without end."""
    for name, make in (("codesignrisk_parents.csv", os.mkfifo), ("codesignrisk_allowlist.csv", _zeros)):
        (folder.path / name).unlink()
        make(folder.path / name)
    assert folder.load().warnings == [
        "codesignrisk_parents.csv: cannot be read (it is no regular file)",
        "codesignrisk_allowlist.csv: cannot be read (it is no regular file)",
    ]


def _zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def test_a_file_of_any_size_is_not_taken_in(folder: Folder) -> None:
    with (folder.path / "codesignrisk_parents_local.csv").open("wb") as file:
        file.truncate(10_000_000_000)  # takes no space on disk
    assert folder.load().warnings == [
        "codesignrisk_parents_local.csv: cannot be read (it has more than 67108864 bytes)"
    ]


def test_every_row_at_fault_is_twenty_notices_and_a_number(folder: Folder) -> None:
    broken = "".join(f"r{number},h,,,,,,,,me,\n" for number in range(100_000))
    expired = "".join(f"e{number},h,,,,,,,why,me,2020-01-31\n" for number in range(30))
    folder.write("codesignrisk_allowlist_local.csv", ALLOWLIST + broken + expired)
    notices = folder.load().notices
    file = "codesignrisk_allowlist_local.csv"
    assert [notice.text for notice in notices if not notice.normal] == [
        *(f"{file} row {n + 2}: rule 'r{n}' has no reason or no owner; row left out" for n in range(20)),
        f"{file}: 99980 more rows are left out",
    ]
    assert [notice.text for notice in notices if notice.normal] == [
        *(f"{file} row {n + 100_002}: rule 'e{n}' expired on 2020-01-31; not applied" for n in range(20)),
        f"{file}: 10 more rows expired, hide nothing, or share their key",
    ]
    assert not any(notice.everywhere for notice in notices)


def test_without_the_indicators_the_parents_are_not_at_fault(folder: Folder) -> None:
    (folder.path / "codesignrisk_indicators.csv").unlink()
    loaded = folder.load()
    assert [(notice.text, notice.everywhere) for notice in loaded.notices] == [
        ("codesignrisk_indicators.csv: the table is missing from the app or the knowledge bundle", True)
    ]
    assert loaded.parents == {"cmd.exe": "shell"}


def test_a_comment_is_known_by_its_key_wherever_that_stands(folder: Folder) -> None:
    columns = "host,indicator,reason,owner,expires,rule_id\n"
    folder.write("codesignrisk_allowlist_local.csv", f"{columns}BLD-*,sign,why,me,,# example\n#h,,why,me,,r1\n")
    loaded = folder.load()
    assert loaded.warnings == []
    assert [rule.rule_id for rule in loaded.allowlist] == ["r1"]


def test_a_comment_may_have_commas(folder: Folder) -> None:
    folder.write("codesignrisk_parents_local.csv", PARENTS + "# ours, theirs, and what not, all of them\n")
    assert folder.load().warnings == []


@pytest.mark.parametrize("weight", ["0", "7", "007", "100", "0" * 5_000])
def test_weights(folder: Folder, weight: str) -> None:
    folder.write("codesignrisk_indicators_local.csv", f"indicator,weight\nsign,{weight}\n")
    loaded = folder.load()
    assert (loaded.indicators["sign"].weight, loaded.warnings) == (int(weight[-3:]), [])


def test_a_hundred_thousand_rows_load_in_seconds(folder: Folder) -> None:
    rules = "".join(f"r{n},host{n},,C:\\build\\{n}\\a.exe,,,,sign,Build,me,2099-12-31\n" for n in range(100_000))
    folder.write("codesignrisk_allowlist_local.csv", ALLOWLIST + rules)
    start = time.process_time()
    assert len(folder.load().allowlist) == 100_000
    assert time.process_time() - start < 6  # 1.3 s on an idle machine


def test_a_broken_local_row_names_the_local_file(folder: Folder) -> None:
    folder.write("codesignrisk_indicators_local.csv", "indicator,weight\nsign,a lot\n")
    loaded = folder.load()
    assert loaded.warnings == [
        "codesignrisk_indicators_local.csv row 2: "
        "weight 'a lot' of 'sign' is not a whole number from 0 to 100; row left out"
    ]


def test_a_broken_local_row_leaves_the_shipped_one_in_force(folder: Folder) -> None:
    folder.write("codesignrisk_indicators_local.csv", "indicator,weight\nsign,a lot\n")
    assert folder.load().indicators["sign"].weight == 28


@given(st.binary(), st.binary())
def test_no_content_raises(tmp_path_factory: pytest.TempPathFactory, shipped: bytes, local: bytes) -> None:
    folder = Folder(tmp_path_factory.mktemp("lookups"))
    for table in SHIPPED:
        folder.write(table, SHIPPED[table].encode() + shipped)
        folder.write(table.replace(".csv", "_local.csv"), local)
    loaded = folder.load()
    assert all(warning.startswith("codesignrisk_") and ".csv" in warning for warning in loaded.warnings)


# Names that nearly are known

NEAR = [
    (
        "indicators",
        "indicator,weight\nsgin,40\n",
        "row 2: kind '' of 'sgin' is none of action, modifier, context, benign; did you mean sign?; row left out",
    ),
    (
        "parents",
        "image,class\nx.exe,Shel\n",
        "row 2: class 'shel' has no indicator parent_shel; did you mean shell?; row left out",
    ),
    (
        "allowlist",
        "rule_id,host,indicator,reason,owner\na,h,Parent_shel,why,me\n",
        "row 2: no indicator is called 'Parent_shel': it hides nothing; did you mean parent_shell?",
    ),
    (
        "allowlist",
        "rule_id,host,indicator,reason,owner\na,h,import_*,why,me\n",
        "row 2: no indicator is called 'import_*': it hides nothing",
    ),
]


@pytest.mark.parametrize(("table", "rows", "told"), NEAR)
def test_a_name_that_nearly_is_known_is_told_with_what_it_may_mean(
    folder: Folder, table: str, rows: str, told: str
) -> None:
    folder.write(f"codesignrisk_{table}_local.csv", rows)
    assert folder.load().warnings == [f"codesignrisk_{table}_local.csv {told}"]


def test_a_rule_for_an_indicator_that_is_known_is_not_told(folder: Folder) -> None:
    rows = "a,h,SIGN,why,me\nb,h,*,why,me\nc,h,parent_*,why,me\nd,h,,why,me\n"
    folder.write("codesignrisk_allowlist_local.csv", f"rule_id,host,indicator,reason,owner\n{rows}")
    loaded = folder.load()
    assert (loaded.warnings, len(loaded.allowlist)) == ([], 4)


def test_thousands_of_names_that_nobody_knows_are_read_at_once(folder: Folder) -> None:
    rows = "".join(f"r{at},h,*nothing*like*{at}*,why,me\n" for at in range(20_000))
    folder.write("codesignrisk_allowlist_local.csv", f"rule_id,host,indicator,reason,owner\n{rows}")
    loaded = folder.load()
    assert len(loaded.allowlist) == 20_000
    assert (
        loaded.warnings[-1]
        == "codesignrisk_allowlist_local.csv: 980 more rows expired, hide nothing, or share their key"
    )
