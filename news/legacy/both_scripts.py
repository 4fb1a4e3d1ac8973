"""Words of frames in both scripts: the rules read 發布時間 of a traditional page as 发布时间.

Only characters that labels, menus and buttons are written with; a text keeps its own script.
"""

import re

TRADITIONAL = (
    "發佈時間來視覽瀏閱讀點擊數頁關閉體責輯編輸審簽記員單號標題類項顯複製稱獨詳細內頭開鏈結連絡"
    "聯繫們熱門線網級導條則無沒專務訊聞報紙計劃權聲種備檢資轉載廣選擇檔圖書縣區議會辦廳東國現當"
    "進換請質儲學習還錄後與為這簡創"
)
SIMPLIFIED = (
    "发布时间来视览浏阅读点击数页关闭体责辑编输审签记员单号标题类项显复制称独详细内头开链结连络"
    "联系们热门线网级导条则无没专务讯闻报纸计划权声种备检资转载广选择档图书县区议会办厅东国现当"
    "进换请质储学习还录后与为这简创"
)
ANY = re.compile(f"[{TRADITIONAL}]")
TABLE = dict(zip(map(ord, TRADITIONAL), SIMPLIFIED, strict=True))


def simplified(line: str) -> str:
    """The line as the rules of frames read it: of the same length, place by place."""
    return str(line).translate(TABLE) if ANY.search(line) else line
