"""A session's rows in the formats of other programs; knows no screen."""

from ser_live.exports.formats import FORMATS, ExportFormat, write_export

__all__ = ["FORMATS", "ExportFormat", "write_export"]
