"""`python -m tools.scenes` draws all scenes anew into static/scenes, the same each time."""

from pathlib import Path

from tools.scenes.landscapes import SCENES

FOLDER = Path(__file__).resolve().parent.parent.parent / "static" / "scenes"


def draw_all(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in SCENES.items():
        (folder / f"{name}.svg").write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    draw_all()
