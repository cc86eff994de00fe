"""The local Mandrill's emails outlast a run that was killed while it wrote one."""

from pathlib import Path

from plano_cli.local.mailbox import Mailbox


def test_half_a_line_is_left_out_and_the_others_are_there(tmp_path: Path) -> None:
    file = tmp_path / "mails.jsonl"
    Mailbox(file).keep({"subject": "first"})
    with file.open("a") as opened:
        opened.write('{"subject": "ha')
    mailbox = Mailbox(file)
    mailbox.keep({"subject": "second"})
    assert [email["subject"] for email in mailbox.newest()] == ["second", "first"]
    assert [email["subject"] for email in Mailbox(file).newest()] == ["second", "first"]
