"""The kinds of document beside the portfolio's report: what each is made of, put together from a period's reports."""

from pprr.documents.opening import document_of, open_document

__all__ = ["document_of", "open_document"]
