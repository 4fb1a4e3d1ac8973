"""The addresses under which one kind of listing has a list of its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Landing:
    """A list with its kind fixed, under an address and an introduction of its own."""

    url_name: str
    noun: str
    title: str
    introduction: str
    link_noun: str = ""  # as people search for it: 格尔木土地出租出售


EVERYTHING = Landing(
    "listing_list",
    "土地与空间",
    "找土地与空间",
    "土地、厂房、仓库、写字楼出租出售，按面积、价格、园区和产业筛选。",
)
LANDINGS = {
    "land": Landing(
        "land_list",
        "工业用地",
        "土地出让与租赁",
        "面积以亩计，价格以万元/亩计；标准地在拿地前公开控制指标，地块条件以正式出让公告为准。",
        "土地",
    ),
    "factory": Landing(
        "factory_list",
        "厂房",
        "厂房出租出售",
        "先看净高、承重、配电和能否办环评；没有登记的条件标为“未知”，可以请专员核实。",
        "厂房",
    ),
    "warehouse": Landing(
        "warehouse_list",
        "仓库",
        "仓库出租出售",
        "先看净高、卸货门、火灾危险性类别和到铁路货场的距离。",
        "仓库",
    ),
    "office": Landing(
        "office_list",
        "写字楼",
        "写字楼出租出售",
        "先看面积、得房率、交付标准和物业费；能否注册公司在每处写明。",
        "写字楼",
    ),
}
