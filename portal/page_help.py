"""怎么用: the few sentences that open beside a page of the desk, by the name of its address.

Written for a clerk's first day; what needs more than five sentences needs a better page. A form for
adding and one for changing are the same page.
"""

PUBLISHED = (
    "先保存草稿，随时可以回来接着写；按回车只会保存，不会公开。",
    "写完点“提交审核”。审核通过后才公开，公开以后再改，要再审一次。",
)

HELP = {
    "admin:index": (
        "从上往下做：红色的已经晚了，黄色的今天要办，其余有空再看。",
        "每一行右边的按钮直接打开要办的那件事。办完了，它就从这里消失。",
        "按 / 或 Ctrl+K，可以直接找编号、标题、单位或要做的事。",
    ),
    "admin:leads_lead_changelist": (
        "新咨询和隔离区先看：对访客承诺的答复时间从收到就开始算。",
        "点编号打开一条咨询，在里面认领、答复、记备注。",
        "勾选几条，可以写一次原因一起退回公海；负责人还可以一起指派给一位同事。",
        "找人可以用编号、称呼、单位，或完整的电话；按电话查找都有记录，一小时最多 20 次。",
    ),
    "admin:leads_lead_form": (
        "先认领，再答复。答复发出后，访客凭回执上的编号和口令看得到。",
        "电话和邮箱默认遮盖，点“显示联系方式”才可见，谁、何时看过都有记录。",
        "内部备注只有工作人员看得到，不会发给访客。",
        "键盘：R 写答复，P 记电话，N 记备注；在“显示与快捷键”里可以关掉单键。",
    ),
    "admin:leads_promise_changelist": (
        "答应过投资人的事都在这里，最先到期的在最前；换了专员，承诺还在。",
        "点“去办”打开那条咨询：兑现了写上凭据，不能兑现写明原因，投资人凭编号看得到。",
        "到期前 48 小时提醒负责的人；过了最后一天，先提醒负责的人，再提醒负责人。",
    ),
    "admin:leads_outbox_changelist": (
        "这里是发给同事和访客的提醒邮件。信里只有链接，没有访客的原话和电话。",
        "发不出的，先按提示解决原因，再选中它们，点“重新发送”。",
    ),
    "admin:news_article_changelist": (
        "“状态”一列说明这篇走到了哪一步；“待审核”的等别人看过才会公开。",
        "选中几篇，可以一次提交审核或撤回。",
    ),
    "admin:news_article_form": (
        "先选栏目，再写标题和正文。标题先写最要紧的，28 个字以内为好。",
        "来源写发布单位；转载写原发单位。有题图就写清图里是什么。",
        *PUBLISHED,
    ),
    "admin:news_article_quarantine": (
        "从旧网站导入的页面在这里等人看，最可信的在前；没有看过的不会公开。",
        "左边是原网页，右边是收下的；对得上就收下，下一页自己打开。",
        "要改的打开表单改；不要的写一句为什么不收，原网页还在“没有收的”里。",
    ),
    "admin:policies_policy_changelist": (
        "有效、即将失效、失效由日期算出，不用手填。",
        "失效、废止日期改了马上公开，不用再审。",
    ),
    "admin:policies_policy_form": (
        "文号的括号怎么打都行，保存时统一成“〔2025〕2号”的样子。",
        "申报条件和材料一行写一条。",
        *PUBLISHED,
    ),
    "admin:news_sitepage_changelist": ("“关于”“隐私”等页面在这里改；网址定了就不要再变。",),
    "admin:publishing_asset_changelist": (
        "文章、园区、空间用到的图片和附件都在这里。内容撤回后，它的图片别人也打不开了。",
        "按文件名或图片说明查找；点开一张，下面写着它用在哪里。",
        "写文章、填题图时点“从图片与附件里选”，用的就是这里的同一个文件，不另存一份。",
        "“没有用到”列出哪里都没有用的；用着的删不掉，要先把它从页面上拿下来。",
    ),
    "admin:publishing_asset_form": (
        "文件名写大家认得的话，以后按它查找。",
        "图片要写说明：图里是什么，给看不见图的人听。只作装饰的图勾“装饰性”。",
    ),
    "admin:parks_park_changelist": ("先有园区，再登记它里面的土地和厂房。",),
    "admin:parks_listing_changelist": (
        "面积、价格、层高等填得越全，投资人按条件找时越容易排在前面。",
        "条数多的，用“导入”一次传一张表：先看检查结果，确认后才写入。",
    ),
    "admin:parks_listing_form": (
        "不知道的条件留空，就是“未知”；不要填 0。",
        "价格和状态改了马上公开；其他内容公开以后再改，要再审一次。",
        "一段时间没有人核实，会先标“待核实”，再从网站隐藏：核实一下就回来。",
    ),
    "verification_list": (
        "给园区打个电话，或去现场看一眼，再点“仍可用”，写清凭什么知道。",
        "点错了，十分钟内可以撤销。",
    ),
    "unknown_list": (
        "这些条件有人按它找过，而我们没有填。排在最前的，被问得最多。",
        "点进去，一处一处补上；补好马上公开。",
    ),
    "gap_list": (
        "踏勘后记了“不合适”的原因汇总在这里，次数多的最该解决；点开看是哪几处。",
        "解决了，或确定解决不了的，点“处理完了”，它就不再计入。",
    ),
    "lead_report": (
        "先看四个大数：收到多少、首次答复多快、按时多少、签约几件，旁边是上一期的。",
        "上面的按钮换时段，也可以自己填两天；表里的横条是多少的比例。",
        "每个数怎么算的，写在页面最下面。专员看自己的，负责人看全站的，看不到下级地区的人。",
    ),
    "quiet_objects": (
        "读者看得多、却没有人问的排在前面：多半是价格、条件或图片没有写清，点名称去补。",
        "只记次数，不记是谁；机器和登录了的同事不算。“问过”数的是这些天收到的咨询。",
    ),
    "gap_month": (
        "一个月里投资人要过什么、看了为什么没有要、搜了什么没有找到，只有次数，可以打印交给园区。",
    ),
    "visit_list": (
        "定了时间的踏勘按先后排；点开可以改期、取消、下载行程单。",
        "看过当天就记每一处的结果：满意、备选还是不合适，为什么。",
    ),
    "admin:parks_importjob_changelist": (
        "每次导入一行：谁、何时、传了什么表、写入多少、哪些行有问题。",
    ),
    "admin:leads_lead_contact_views": (
        "谁在什么时候看过访客的联系方式，按账号统计；点账号看明细和理由。",
        "一小时查看超过 20 次的，必须写明理由。",
    ),
    "desk_audit": (
        "谁在什么时候做了什么：后台操作、查看联系方式、导出、授权、登录、内容和发布、站点设置。",
        "最上面是封条：每天核对一次，记录被改过、删过、插过会写在这里。",
    ),
    "admin:search_missedquery_changelist": (
        "读者搜过、网站上没有的词。有内容的补上，没有的可以写一篇说明。",
        "不记是谁搜的。",
    ),
    "admin:search_synonymgroup_changelist": (
        "意思相同的词写在一行：读者搜其中一个，写着另一个的内容也会找到。英文词也可以写。",
        "全网共用一张表，由网络管理员改；谁改过什么，看每一行右上角的“历史”。",
    ),
    "admin:parks_exportlog_changelist": ("每次导出名单都记在这里：谁、何时、按什么条件、多少条。",),
    "admin:axes_accesslog_changelist": ("谁在什么时候登录、退出。这些记录不能删。",),
    "admin:regions_site_changelist": (
        "一个地区一个站点。点开改名称、热线、颜色和首页入口。",
        "新建站点用“建站”（开始页右上角）：一步一步填，最后检查、上线。",
    ),
    "site_setup_start": (
        "一个地区一个站点。选好地区，名称、栏目和入口都替您备好了，一步一步改成自己的。",
        "每一步保存后才进下一步；没有想好的，点“先跳过”。",
        "上线之前，只有本地区的工作人员打得开。",
    ),
    "admin:news_column_changelist": ("栏目按“顺序”排列。更新期限到了还没有新文章，开始页会提醒。",),
    "admin:regions_servicetile_changelist": (
        "首页“投资”下面的入口。图标和通往哪里都用选的，读者打不开的会标出来。",
        "不要了的去掉“显示”；首页上按“顺序”排列。",
    ),
    "admin:regions_friendlink_changelist": (
        "页脚的友情链接：指向本网站点，或者写一个外部网址，两样只填一样。",
    ),
    "admin:maps_mapfeature_changelist": (
        "画在示意图上的铁路、公路、车站、河湖、城区：一行写一个“经度,纬度”，或者粘贴 GeoJSON。",
        "在建和规划的画成虚线。示意图不作测量和划界依据，不要画行政界线。",
    ),
    "admin:regions_menuitem_changelist": (
        "主菜单一项也没有时，用通常的六项；写了第一项，就只有您写的这些，按“顺序”排列。",
        "“页脚”的那些排在固定页面后面。读者打不开的不显示，列表里会标出来。",
    ),
    "admin:regions_redirect_changelist": (
        "老网站的网址现在打不开的，在这里写明转到哪一页。改过名、搬过的内容会自动转，不用写。",
        "转到的那一页以后改名，照样转得到；它不再公开，旧网址就又打不开了。",
    ),
    "admin:staff_list": (
        "在这里给同事建账号：姓名、邮箱、地区、角色。一个人一个账号，不要合用。",
        "离开岗位的请停用，不要删除：记录还要用。",
    ),
    "admin:auth_user_changelist": (
        "一个人一个账号，不要合用。离开岗位的请停用，不要删除：记录还要用。",
        "能做什么不在这里定，在“授权”里定。",
    ),
    "admin:regions_membership_changelist": (
        "一条授权说明：谁、在哪个地区（含下级）、做什么。",
        "审计的人不能再有别的角色。不能给自己授权。",
    ),
    "admin:leads_topic_changelist": ("咨询表单上的主题，访客先选它。不用的取消“使用中”。",),
    "admin:leads_routingrule_changelist": (
        "新咨询来了分给谁：按站点和主题，手上最少的先得，或者轮流。",
        "没有规则的，谁先认领归谁；4 个工作小时没有人负责会提醒负责人。",
    ),
    "admin:leads_lead_absences": (
        "要外出的先登记：期间不再分到新咨询，提醒也发给代办的人。",
        "负责人可以替同事登记。",
    ),
    "admin:leads_lostreason_changelist": (
        "没有谈成时选的原因。勾了“无效”的，统计时不算没有谈成。",
    ),
    "admin:visits_refusalreason_changelist": (
        "踏勘后记“不合适”要选的原因；不用了的改成停用，不要删除。",
    ),
    "admin:leads_stagegate_changelist": ("进入一个阶段之前要有什么。负责人可以写明原因跳过。",),
    "admin:landing_landingnode_changelist": (
        "签约以后要办的事，最急的在最前。点事项打开项目的落地事项，在那里更新、上传材料。",
        "到期前 48 小时提醒负责人，遇放假提前；过期的先告诉负责人，半天以后告诉领导。",
    ),
    "admin:ratings_rating_changelist": (
        "办结以后访客的评价。1–2 分的要在一个工作日内由负责人亲自联系，写上结果才算办结。",
        "访客写的话，办理那条咨询的人看不到。",
    ),
    "admin:landing_nodetemplate_changelist": (
        "项目签约时按这里的事项排好期限，从签约起算工作日；改了只对以后签约的有效。",
        "本站点要改通用的某一项，加一行同名的；不要的，加一行同名的并取消“使用中”。",
    ),
    "admin:leads_clockrule_changelist": (
        "研判、反馈、汇报各几天，回拨几个工作小时，按站点和主题定；只对以后收到的咨询有效。",
        "答应访客的首次答复在“站点”里定。",
    ),
    "admin:leads_officehours_changelist": ("工作时间按它计算；没有填的站点按 9:00 到 18:00。",),
    "admin:leads_calendarperiod_changelist": (
        "每年按国务院办公厅的通知填一次放假和调休，答复期限按它计算。",
    ),
    "desk_calendar": (
        "哪天公开什么、下线什么，按月列出；等审核的也在里面，通过了才会公开。",
        "要改日子，选好日子点“移到这天”，或者拖过去；要改时刻，点开那一条。",
    ),
    "desk_review_queue": (
        "等您签字的，每类内容列最早的几条，签完再出后面的：勾上要签的，一次签完。",
        "要看全文、提意见、退回，点“打开看”。",
    ),
    "desk_tables": ("平时用不到。左边找不到的内容，都可以从这里打开。",),
    "desk_jump": ("至少写两个字。编号、文号写全了，会直接打开那一条。",),
    "desk_site": (
        "管几个站点的人，在这里选现在要看哪一个；点“全部”就回到全部。",
        "只是少列一些：打开一条内容、能做什么，都和原来一样。",
    ),
    "desk_notices": (
        "咨询来了、转给您了，都会发邮件。免打扰的时间里先不发，过后合并成一封。",
        "早上的汇总只在工作日发，没有要办的事就不发。",
    ),
    "admin:leads_noticechannel_changelist": (
        "把新咨询、追问的条数发到工作群，只有条数和链接，没有访客的信息。",
        "能发到哪些主机，由系统管理员在服务器上写明；改完用“发一条试试”验证。",
    ),
    "admin:leads_replytemplate_changelist": (
        "写一次、常常用的话。答复时点“插入答案或常用回复”，就放进答复，{称呼} 等换成实际的内容。",
        "自己的只有自己看得到；负责人可以给本地区的同事共用。价格、政策不写在这里，答复时现取。",
    ),
    "content_findings": (
        "公开的内容每天夜里全部查一遍，查到的列在这里，最重的在前。",
        "点标题打开那一条，改好或签字，第二天就不再列出。",
    ),
    "admin:publishing_wordlist_changelist": (
        "发布前检查用的词：错敏词、地名、领导姓名职务，还有查到也放行的说法。",
        "要改就上传新的一版，旧的留着备查；删掉最新一版，就回到上一版。",
    ),
    "admin:publishing_ruleseverity_changelist": (
        "每条检查规则查到了怎么办：只提示、要审核人签字，还是不改不能发布。没有列出的按原来的。",
    ),
    "desk_preferences": ("跟着账号走，换一台电脑登录也一样。只改您自己看到的样子。",),
}


# Of pages whose work the manual tells whole: text and chapter. Of all others its first page.
CHAPTERS = {
    "admin:leads_lead_changelist": "officer#收件箱",
    "admin:leads_lead_form": "officer#答复一条",
    "admin:news_article_changelist": "clerk#写一篇文章",
    "admin:news_article_form": "clerk#写一篇文章",
    "admin:parks_listing_changelist": "clerk#登记一处空间",
    "admin:parks_listing_form": "clerk#登记一处空间",
    "verification_list": "clerk#核实",
    "desk_jump": "clerk#找东西",
    "admin:staff_list": "chief#给同事开账号",
    "admin:leads_lead_contact_views": "chief#谁看过联系方式",
    "lead_report": "chief#看数字",
    "site_setup_start": "sites#建站",
    "admin:regions_site_changelist": "sites#上线检查",
}


def chapter_for(view_name: str) -> tuple[str, str]:
    """(text, chapter) of the manual; both empty where it has none of its own."""
    text, _, chapter = CHAPTERS.get(_page_of(view_name), "").partition("#")
    return text, chapter


def help_for(view_name: str) -> tuple[str, ...]:
    """The sentences of a page; none where nobody has written any."""
    return HELP.get(_page_of(view_name), ())


def _page_of(view_name):
    page, _, last = view_name.rpartition("_")
    return f"{page}_form" if last in {"add", "change"} else view_name
