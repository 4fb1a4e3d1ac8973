"""What the desk shows of publishing: the library, word lists, how severe each rule is."""

from django.contrib import admin

from publishing.asset_admin import AssetAdmin
from publishing.models import Asset, RuleSeverity, WordList
from publishing.word_list_admin import RuleSeverityAdmin, WordListAdmin

admin.site.register(Asset, AssetAdmin)
admin.site.register(RuleSeverity, RuleSeverityAdmin)
admin.site.register(WordList, WordListAdmin)
