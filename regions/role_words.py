"""What each role does, in the words of whoever has to choose one."""

from regions.models import Membership

Role = Membership.Role
ROLE_WORDS = {
    Role.EDITOR: "写文章、政策和空间资料，写好后提交审核；不能自己发布，看不到访客的咨询。",
    Role.REVIEWER: "编辑做的都能做，另外审核别人写的内容，审核通过就公开。",
    Role.OFFICER: "答复访客的咨询，可以查看联系方式（每次都有记录）；不改网站上的内容。",
    Role.MANAGER: "编辑、审核、招商专员做的都能做，另外管理本地区的员工、站点设置和导出记录。",
    Role.AUDITOR: "只能看，什么都不能改；能看谁查看过联系方式、导出过什么。不能同时有别的角色。",
}


def role_choices():
    return [(role.value, f"{role.label}：{words}") for role, words in ROLE_WORDS.items()]
