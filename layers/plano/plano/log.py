"""The log: JSON, one line a record. No token gets into it."""

import logging
from functools import lru_cache

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from plano.tokens import without_tokens


class _Discreet(LambdaPowertoolsFormatter):
    """Powertools' formatter, with every token in the finished line cut short."""

    def format(self, record: logging.LogRecord) -> str:
        return without_tokens(super().format(record))


@lru_cache(maxsize=1)
def logger() -> Logger:
    """The process's logger: nothing is kept from one invocation to the next."""
    return Logger(service="plano", level="INFO", logger_formatter=_Discreet(), log_record_order=["level", "message"])
