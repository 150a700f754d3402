"""Commands in containers and other roots. Sources: see the module."""

from __future__ import annotations

import pytest

from tests.core.unwrapping import lines


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("docker exec web tool a", ["tool a"]),
        ("docker exec -it -u root web tool a", ["tool a"]),
        ("docker run --rm -v /:/host -e A=1 alpine tool a", ["tool a"]),
        ("docker --context x run alpine tool a", ["tool a"]),
        ("podman run alpine", []),
        ("docker run", []),
        # a mounted folder is one of this host
        ("docker run -v C:\\Users\\Public:/w alpine tool /w/a.sys", ["tool C:/Users/Public/a.sys"]),
        ("docker run --volume /srv/k:/w:ro alpine tool --in=/w/a /x/w/b", ["tool --in=/srv/k/a /x/w/b"]),
        ("docker run --mount type=bind,source=/srv/k,target=/w alpine tool /w/a", ["tool /srv/k/a"]),
        ("docker run -v data:/w alpine tool /w/a", ["tool /w/a"]),
        ("docker build .", []),
        ("docker", []),
        ("kubectl exec web-0 -n x -- tool a", ["tool a"]),
        ("kubectl exec web-0 -c app -- sh -c 'tool 1; other 2'", ["sh -c 'tool 1; other 2'", "tool 1", "other 2"]),
        ("kubectl exec web-0 --", []),
        ("kubectl get pods", []),
        ("chroot /mnt tool a", ["tool a"]),
        ("chroot /mnt", []),
        ("nsenter -t 1 -m -u tool a", ["tool a"]),
        ("nsenter --all", []),
    ],
)
def test_what_runs_inside(line: str, expected: list[str]) -> None:
    assert lines(line, f"/usr/bin/{line.split()[0]}") == expected
