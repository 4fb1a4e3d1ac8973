"""Takes the files of an installation that is in use into the library, once and for all."""

from django.core.management.base import BaseCommand

from portal.asset_rounds import list_new_files, make_renditions, measure_pictures, read_papers


class Command(BaseCommand):
    help = "把题图、图片、附件、标志里还没有登记的文件登记到“图片与附件”；可以重复运行。"

    def handle(self, **options):
        count = sum(1 for _ in list_new_files())
        measured = measure_pictures()
        make_renditions()
        read_papers()
        self.stdout.write(f"登记了 {count} 个文件，补记了 {measured} 张图片的尺寸。")
