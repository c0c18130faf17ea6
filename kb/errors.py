"""The kinds of failure that a caller tells apart. Messages are in Chinese: what, where and what to do."""


class KBError(Exception):
    """Base of every error raised on purpose by this package."""


class ReadError(KBError):
    """A file could not be read; the message names the file, the reason and the remedy."""


class NotFound(KBError):
    """The thing asked for is not in the knowledge base."""


class IndexStale(KBError):
    """An index does not belong to the store beside it; build again."""


class MissingExtra(KBError):
    """An optional package is needed; the message names the extra to install."""
