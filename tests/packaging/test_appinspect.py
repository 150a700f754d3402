"""How AppInspect's findings are judged: an unexpected one fails, and so does an expectation that nothing meets."""

from scripts.appinspect import Expectation, Finding, findings, judge, read_expectations

EXPECTED = [Expectation("check_sdk", "outdated", "because")]
OLD_SDK = Finding("check_sdk", "warning", "Detected an outdated version")


def report(*checks):
    return {"reports": [{"groups": [{"checks": list(checks)}]}]}


def test_every_committed_expectation_says_why():
    expectations = read_expectations()
    assert expectations
    assert all(e.check and e.message and e.reason for e in expectations)


def test_findings_leave_out_what_passed():
    passed = {"name": "check_a", "result": "success", "messages": []}
    warned = {"name": "check_sdk", "result": "warning", "messages": [{"result": "warning", "message": "old\n  one"}]}
    assert findings(report(passed, warned)) == {Finding("check_sdk", "warning", "old one")}


def test_a_check_without_a_message_still_counts():
    crashed = {"name": "check_a", "result": "error", "messages": []}
    assert findings(report(crashed)) == {Finding("check_a", "error", "")}


def test_an_expected_warning_is_fine():
    assert judge({OLD_SDK}, EXPECTED) == []


def test_a_new_warning_fails():
    new = Finding("check_cron", "warning", "too often")
    assert judge({OLD_SDK, new}, EXPECTED) == ["warning: check_cron: too often"]


def test_a_failure_cannot_be_expected():
    assert judge({OLD_SDK, OLD_SDK._replace(result="failure")}, EXPECTED) == [
        "failure: check_sdk: Detected an outdated version"
    ]


def test_an_expectation_that_is_gone_fails():
    assert judge(set(), EXPECTED) == ["expected, but gone: check_sdk: outdated"]
