import pytest

from leads.name_sounds import name_sound


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("张伟", "zhangwei"),
        ("章玮", "zhangwei"),
        ("张 伟", "zhangwei"),
        ("张伟先生", "zhangwei"),
        ("张伟总经理", "zhangwei"),
        ("阿依古丽·买买提", "ayigulimaimaiti"),
        ("Li Wei", "liwei"),
        ("赵女士", ""),
        ("王总", ""),
        ("", ""),
        ("·", ""),
        ("某" * 11, ""),
    ],
)
def test_names_that_sound_alike_are_one(name, sound):
    assert name_sound(name) == sound
