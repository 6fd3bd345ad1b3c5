"""A portfolio's money: the rows that finance's extracts and the agreement state, and what they make together."""

from typing import TYPE_CHECKING

from pprr.lazy import names_from

if TYPE_CHECKING:
    from pprr.domain.money.rows import (
        AccountLine,
        AgreedReserve,
        AgreedSaving,
        BudgetLine,
        CashLimitLine,
        LineKind,
        ListRow,
        MoneyRow,
        Outturn,
        Reserve,
        Saving,
        Scheme,
        ServiceLine,
    )
    from pprr.domain.money.tables import (
        MoneyTables,
        Position,
        by_account,
        is_stated,
        lines_of,
        own_line,
        portfolio_totals,
        services_total,
        sum_of,
        totals,
        without_totals,
    )
else:
    __getattr__ = names_from(
        __name__,
        {
            "rows": "AccountLine AgreedReserve AgreedSaving BudgetLine CashLimitLine LineKind ListRow MoneyRow "
            "Outturn Reserve Saving Scheme ServiceLine",
            "tables": "MoneyTables Position by_account is_stated lines_of own_line portfolio_totals services_total "
            "sum_of totals without_totals",
        },
    )
