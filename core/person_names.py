"""What colleagues call a person: 姓名 as it is written in China, else the user name."""

import re

HAN = re.compile(r"[\u3400-\u9fff]")


def person_name(user) -> str:
    """“周示例” of 姓 and 名, “Li Wei” of Latin ones; of an account without a name its user name."""
    family, given = user.last_name.strip(), user.first_name.strip()
    full = f"{family}{given}" if HAN.search(family + given) else f"{given} {family}".strip()
    return full or user.get_username()
