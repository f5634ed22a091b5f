from pathlib import Path

import pytest

from app.services.demo import founding, out_folder, whole_job
from app.services.demo.out_folder import DemoFolderTaken
from app.services.demo.whole_job import WholeJob


def test_the_whole_job_counts_the_month_and_finds_the_differences(job: WholeJob) -> None:
    assert (job.returns, job.vouchers) == (28, 65)
    assert (job.findings, str(job.rest)) == (13, "0.00")


def test_every_rule_holds_and_the_restored_backup_is_the_same(job: WholeJob) -> None:
    assert job.broken == ()


def test_every_paper_lies_in_the_folder_and_nothing_else(job: WholeJob, demo_papers: Path) -> None:
    assert {Path(file) for file in job.files} == set(demo_papers.iterdir())
    names = {Path(file).name for file in job.files}
    assert {out_folder.REPORT, out_folder.RETURN, out_folder.VOUCHERS} < names
    assert sum(name.endswith(".zfbak") for name in names) == 1


def test_the_office_of_the_whole_job_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(whole_job, "tell", stop)
    with pytest.raises(KeyboardInterrupt):
        whole_job.do(tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_is_not_ours_is_refused_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.txt").touch()
    monkeypatch.setattr(founding, "found", lambda *_: pytest.fail("it was begun"))
    with pytest.raises(DemoFolderTaken):
        whole_job.do(tmp_path)
