"""The sample bibliography a day later: some papers came, went, or changed."""

from __future__ import annotations

import shutil
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
_NEW = """    <paper id="4">
      <title>Handing Over at Six in the Morning</title>
      <author orcid="0000-0007-5545-006X"><first>Gregor</first><last>Mauthner-Lind</last></author>
      <author id="hui-zhao"><first>Hui</first><last>Zhao</last></author>
    </paper>
"""


def write_altered(root: Path) -> Path:
    """Write the sample to ``root`` with six changes, and return it.

    2021.meld-main.6 names the right Rahul Sharma; 2025.meld-main.4 has another title; one paper another OpenReview
    id of Mateo Quispe Larrea; on 2025.meld-main.5 Siobhán O’Dunleavy has no id any more; 2025.clinlang-1.3 is gone;
    2025.clinlang-1.4 is new, and has the ORCID of Johannes Grünauer-Pohl on Gregor Mauthner-Lind.
    """
    shutil.copytree(SAMPLE / "data", root / "data")
    _edit(root / "data/xml/2021.meld.xml", ('<author id="rahul-sharma-oosterwijk">', '<author id="rahul-sharma">'))
    _edit(
        root / "data/xml/2025.meld.xml",
        ("How Much of Spatial Reasoning Is Spelling?", "How Much of Spatial Reasoning Is Guessing?"),
        ("~Mateo_Quispe_Larrea1", "~Mateo_Quispe_Larrea2"),
        ('<author id="siobhan-o-dunleavy"><first>', "<author><first>"),
    )
    clinics = root / "data/xml/2025.clinlang.xml"
    text = clinics.read_text(encoding="utf-8")
    begin, end = text.index('    <paper id="3">'), text.index("  </volume>")
    clinics.write_text(text[:begin] + _NEW + text[end:], encoding="utf-8")
    return root


def _edit(path: Path, *edits: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_text(text, encoding="utf-8")
