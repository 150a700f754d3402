"""The words behind the command's name."""

from __future__ import annotations

import pytest
from codesignrisk_core.protocol.options import Options, OptionsError, read
from codesignrisk_core.records import sources


@pytest.mark.parametrize(
    ("args", "options"),
    [
        ([], Options(0, True, False)),
        (["min_score=60"], Options(60)),
        (["min_score= 60 "], Options(60)),
        (["min_score=100", "allowlist=f", "raw=t"], Options(100, False, True)),
        (["who=1"], Options(0, True, False, True)),
        (["allowlist=NO", "raw=Yes"], Options(0, False, True)),
        (["allowlist=n", "raw=y"], Options(0, False, True)),
        (["allowlist=0", "raw=1"], Options(0, False, True)),
        (["min_score=20", "min_score=60"], Options(60)),  # the last one counts
        (["sensors=falcon"], Options(sensors=("falcon",))),
        (["sensors=Defender, ecs"], Options(sensors=("defender", "ecs"))),
        (["sensors=all"], Options(sensors=sources.NAMES)),
        (["sensors=all,event_data_xml"], Options(sensors=(*sources.NAMES, "event_data_xml"))),
        (["sensors=falcon falcon"], Options(sensors=("falcon",))),
    ],
)
def test_options(args: list[str], options: Options) -> None:
    assert read(args) == options


NUMBER = ": a whole number from 0 to 100 is wanted"
BOOLEAN = ": true or false is wanted"
SENSORS = f": all, or some of {', '.join((*sources.NAMES, 'event_data_xml'))} is wanted"


@pytest.mark.parametrize(
    ("args", "messages"),
    [
        (["min_score=101"], [f"Illegal value: min_score=101{NUMBER}"]),
        (["sensors=crowdstrike"], [f"Illegal value: sensors=crowdstrike{SENSORS}"]),
        (["sensors="], [f"Illegal value: sensors={SENSORS}"]),
        (["min_score=\u0665"], [f"Illegal value: min_score=\u0665{NUMBER}"]),
        (["min_score=" + "9" * 5_000], ["Illegal value: min_score=" + "9" * 5_000 + NUMBER]),
        (["raw=", "allowlist=maybe"], [f"Illegal value: raw={BOOLEAN}", f"Illegal value: allowlist=maybe{BOOLEAN}"]),
        (
            ["Raw=true", " raw=true", '"raw=true"'],
            ["Unrecognized option: Raw=true", "Unrecognized option:  raw=true", 'Unrecognized option: "raw=true"'],
        ),
        (
            ["record=true", "x", "y"],
            ["Unrecognized option: record=true", "codesignrisk takes options only, such as min_score=60, not: x y"],
        ),
        ("min_score=60", ["splunkd's request holds no list of words for the command"]),
        ([["min_score=60"]], ["splunkd's request holds no list of words for the command"]),
        (None, ["splunkd's request holds no list of words for the command"]),
    ],
)
def test_whatever_else_is_an_error_each(args: object, messages: list[str]) -> None:
    with pytest.raises(OptionsError) as error:
        read(args)
    assert error.value.messages == messages
