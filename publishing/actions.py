"""What touches a file and its record: uploads of the editor."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from publishing.embedded_pictures import MOST, TOO_MANY, file_of
from publishing.file_names import shown_name
from publishing.models import Asset
from publishing.office_files import clean_office, office_ending
from publishing.uploads import clean_document, clean_picture, in_format, is_pdf
from regions import access

MAX_BYTES_AN_HOUR = 200 * 1024 * 1024


class TooMuchThisHour(ValidationError):
    """The account has sent enough for now; the message says so in Chinese."""

    def __init__(self):
        super().__init__("您这一小时上传的文件太多了，请稍后再传。")


def store_upload(*, file, user, is_picture=False) -> Asset:
    """A PDF as it is or a picture as we re-encode it, with a record; ValidationError if neither.

    `is_picture` takes pictures only. What the region has already is not stored twice.
    """
    asset = Asset()
    content = take_upload(asset, file=file, user=user, is_picture=is_picture)
    if known := asset.stored_twin():
        known.note_handed_out()
        return known
    asset.file.save(content.name, content)
    return asset


def take_upload(asset: Asset, *, file, user, is_picture=False):
    """What the file says of the asset; gives the content that is to be stored."""
    if Asset.objects.bytes_of_last_hour(user) > MAX_BYTES_AN_HOUR:
        raise TooMuchThisHour
    asset.kind, ending, content = _taken(file, is_picture)
    asset.region = access.home_region(user, access.EDITORS)
    asset.uploaded_by = user
    asset.file_name = shown_name(file.name, ending)
    asset.note_content(content)
    return content


def _same_paper(asset, file):
    """A PDF for a PDF, a file of Word for one of Word."""
    ending = asset.file.name.rpartition(".")[2]
    if ending == "pdf":
        return clean_document(file)
    if office_ending(file) != ending:
        raise ValidationError(f"这里要换的是 {ending} 文件，请选一个同样格式的。")
    return clean_office(file, ending)


def _taken(file, is_picture):
    """(kind, ending of its name where people see it, what is to be stored)"""
    if not is_picture and is_pdf(file):
        return Asset.Kind.PDF, "pdf", clean_document(file)
    if not is_picture and (ending := office_ending(file)):
        return Asset.Kind.OFFICE, ending, clean_office(file, ending)
    return Asset.Kind.IMAGE, "", clean_picture(file)


def take_replacement(asset: Asset, *, file, user):
    """A new content for a stored file: a picture for a picture, a PDF for a PDF."""
    if Asset.objects.bytes_of_last_hour(user) > MAX_BYTES_AN_HOUR:
        raise TooMuchThisHour
    if not asset.is_picture:
        return _same_paper(asset, file)
    return in_format(clean_picture(file), asset.file.name.rpartition(".")[2])


@dataclass
class StoredPictures:
    """By key, where each lies now; `useless` are keys of those that no further try would store."""

    addresses: dict[str, str] = field(default_factory=dict)
    useless: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # sentences


def store_embedded(*, pictures: dict[str, str], user) -> StoredPictures:
    """Pictures from their data: addresses, by key; a sentence for each that is not stored."""
    result = StoredPictures()
    if len(pictures) > MOST:
        result.refused.append(TOO_MANY)
        return result
    for number, (key, address) in enumerate(pictures.items(), start=1):
        try:
            asset = store_upload(file=file_of(address), user=user, is_picture=True)
        except TooMuchThisHour as error:
            result.refused += error.messages
            return result
        except ValidationError as error:
            result.useless.append(key)
            result.refused += [
                f"正文里第 {number} 张粘贴的图片没有保存：{m}" for m in error.messages
            ]
        else:
            result.addresses[key] = asset.file.url
    return result
