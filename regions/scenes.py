"""The drawn scenes that may stand on a site's home page; made by tools.scenes (ADR 73)."""

from django.db import models


class Scene(models.TextChoices):
    """Each is static/scenes/<value>.svg."""

    NEUTRAL = "neutral", "低丘和路（默认）"
    PLAIN = "plain", "平原"
    COAST = "coast", "海岸"
    HILLS = "hills", "竹海丘陵"
    CITY = "city", "城市"
    DESERT = "desert", "沙漠"
    SALT_LAKE = "salt-lake", "盐湖"
    GRASSLAND = "grassland", "草原"


# What each shows, for whoever chooses.
SHOWS = {
    Scene.NEUTRAL: "放在哪里都不出错",
    Scene.PLAIN: "农田、厂房、风机",
    Scene.COAST: "港口、岸桥、货轮",
    Scene.HILLS: "竹、河、坡地厂房",
    Scene.CITY: "楼群、河、桥",
    Scene.DESERT: "沙丘、光伏、风机",
    Scene.SALT_LAKE: "盐田、盐堆、远山",
    Scene.GRASSLAND: "草坡、毡房、羊群",
}
# Under a sharp skyline there are mountains; elsewhere soft hills end the page.
WITH_MOUNTAINS = (Scene.DESERT, Scene.SALT_LAKE, Scene.GRASSLAND)


def scene_path(scene: str) -> str:
    """Among the static files."""
    return f"scenes/{scene}.svg"
