"""The rules of the books as queries that must find nothing."""

from collections.abc import Mapping

_SIGNED = "CASE WHEN e.side = 'debit' THEN e.amount ELSE -e.amount END"
_LIVE = "r.state NOT IN ('rejected', 'void')"

_MOVED = """(
          SELECT client_id, kind, document_id, sum(cost) AS cost FROM stock_move
          WHERE document_id IS NOT NULL GROUP BY client_id, kind, document_id)"""
_BOOKED = f"""(
          SELECT v.client_id, v.source_kind AS kind, v.source_id AS document_id,
          sum({_SIGNED}) AS cost FROM voucher v JOIN entry e ON e.voucher_id = v.id
          WHERE v.state = 'posted' AND v.source_id IS NOT NULL
          AND v.source_kind IN ('opening', 'sale', 'adjustment', 'return', 'purchase', 'count')
          AND e.account IN (SELECT a.code FROM account_role a WHERE a.client_id = v.client_id
            AND a.role IN ('inventory', 'inventory_defective'))
          GROUP BY v.client_id, v.source_kind, v.source_id)"""
_OF_ONE_CLIENT = (
    ("entry", "id", "customer", "o.id = t.customer_id"),
    ("entry", "id", "product", "o.id = t.product_id"),
    ("voucher", "id", "voucher", "o.id = t.reverses_id"),
    ("voucher", "id", "goods_return", "o.id = t.return_id"),
    ("sale", "id", "customer", "o.id = t.customer_id"),
    ("sale_line", "id", "sale", "o.id = t.sale_id"),
    ("sale_line", "id", "product", "o.id = t.product_id"),
    ("goods_return", "id", "customer", "o.id = t.customer_id"),
    ("return_line", "id", "goods_return", "o.id = t.return_id"),
    ("return_line", "id", "product", "o.id = t.product_id"),
    ("return_line", "id", "warehouse", "o.id = t.warehouse_id"),
    ("return_link", "return_line_id", "return_line", "o.id = t.return_line_id"),
    ("return_link", "return_line_id", "sale_line", "o.id = t.sale_line_id"),
    ("return_step", "id", "goods_return", "o.id = t.return_id"),
    ("purchase_line", "id", "purchase", "o.id = t.purchase_id"),
    ("purchase_line", "id", "product", "o.id = t.product_id"),
    ("receipt", "id", "customer", "o.id = t.customer_id"),
    ("receipt", "id", "goods_return", "o.id = t.return_id"),
    ("opening_balance", "id", "customer", "o.id = t.customer_id"),
    ("opening_stock", "id", "product", "o.id = t.product_id"),
    ("opening_stock", "id", "warehouse", "o.id = t.warehouse_id"),
    ("stock_move", "id", "product", "o.id = t.product_id"),
    ("stock_move", "id", "warehouse", "o.id = t.warehouse_id"),
    ("stock_balance", "product_id", "product", "o.id = t.product_id"),
    ("stock_balance", "product_id", "warehouse", "o.id = t.warehouse_id"),
)
"""Where a row points at another: table, key, the other table, and how."""

INVARIANTS: Mapping[str, str] = {
    "V01 posted vouchers balance": f"""
        SELECT v.id FROM voucher v JOIN entry e ON e.voucher_id = v.id
        WHERE v.state = 'posted' GROUP BY v.id HAVING sum({_SIGNED}) <> 0""",
    "V02 posted vouchers have two lines or more": """
        SELECT v.id FROM voucher v LEFT JOIN entry e ON e.voucher_id = v.id
        WHERE v.state = 'posted' GROUP BY v.id HAVING count(e.id) < 2""",
    "V03 lines are not zero and within bounds": """
        SELECT id FROM entry WHERE amount = 0 OR abs(amount) > 100000000000000
        OR side NOT IN ('debit', 'credit')""",
    "V04 lines go to leaf accounts of their own client": """
        SELECT e.id FROM entry e JOIN voucher v ON v.id = e.voucher_id
        LEFT JOIN account a ON a.client_id = e.client_id AND a.code = e.account
        WHERE a.code IS NULL OR a.is_leaf = 0 OR e.client_id <> v.client_id""",
    "V05 numbers run from 1 without gap": """
        SELECT client_id, period, word FROM voucher WHERE state = 'posted'
        GROUP BY client_id, period, word
        HAVING count(DISTINCT serial) <> count(*) OR count(*) <> max(serial) OR min(serial) <> 1""",
    "V06 only posted vouchers have a number": """
        SELECT id FROM voucher WHERE (state = 'posted') <> (serial IS NOT NULL)""",
    "V07 the day lies in the period, and the period in the book": """
        SELECT v.id FROM voucher v LEFT JOIN period p
        ON p.client_id = v.client_id AND p.period = v.period
        WHERE substr(v.day, 1, 7) <> v.period OR p.period IS NULL""",
    "V09 a document makes each voucher once": """
        SELECT client_id, source_kind, source_id, part FROM voucher WHERE source_id IS NOT NULL
        GROUP BY client_id, source_kind, source_id, part HAVING count(*) > 1""",
    "V10 a reversal mirrors its voucher, once": """
        SELECT v.id FROM voucher v LEFT JOIN voucher r ON r.id = v.reverses_id
        WHERE v.reverses_id IS NOT NULL AND (r.state <> 'posted' OR v.day < r.day
          OR (SELECT count(*) FROM voucher x WHERE x.reverses_id = v.reverses_id) > 1
          OR (SELECT count(*) FROM entry e WHERE e.voucher_id = v.id)
            <> (SELECT count(*) FROM entry o WHERE o.voucher_id = r.id)
          OR EXISTS (
            SELECT 1 FROM entry e LEFT JOIN entry o ON o.voucher_id = r.id AND o.row = e.row
            WHERE e.voucher_id = v.id AND (o.id IS NULL OR o.account <> e.account
              OR o.side <> e.side OR o.amount <> -e.amount
              OR coalesce(o.customer_id, 0) <> coalesce(e.customer_id, 0))))""",
    "V11 nobody checked what they wrote": """
        SELECT id FROM voucher WHERE checked_by = made_by""",
    "V12 the counter stands at the last number": """
        SELECT v.client_id, v.period, v.word FROM voucher v LEFT JOIN counter c
        ON c.client_id = v.client_id AND c.kind = v.word AND c.period = v.period
        WHERE v.state = 'posted' GROUP BY v.client_id, v.period, v.word, c.last
        HAVING coalesce(c.last, 0) <> max(v.serial)""",
    "P01 months follow one another": """
        SELECT client_id FROM period GROUP BY client_id HAVING count(*) <>
        (CAST(substr(max(period), 1, 4) AS INTEGER) - CAST(substr(min(period), 1, 4) AS INTEGER))
        * 12 + CAST(substr(max(period), 6, 2) AS INTEGER)
        - CAST(substr(min(period), 6, 2) AS INTEGER) + 1""",
    "P02 no month is open before a closed one": """
        SELECT o.client_id FROM period o JOIN period c ON c.client_id = o.client_id
        AND c.period > o.period WHERE o.state = 'open' AND c.state <> 'open'""",
    "P03 a closed month holds no draft": """
        SELECT v.id FROM voucher v JOIN period p
        ON p.client_id = v.client_id AND p.period = v.period
        WHERE p.state <> 'open' AND v.state IN ('draft', 'checked')""",
    "B03 the trial balance sums to nothing": f"""
        SELECT e.client_id FROM entry e JOIN voucher v ON v.id = e.voucher_id
        WHERE v.state = 'posted' GROUP BY e.client_id HAVING sum({_SIGNED}) <> 0""",
    "S02 lines of the receivable account name a customer": """
        SELECT e.id FROM entry e JOIN account_role a ON a.client_id = e.client_id
        AND a.code = e.account AND a.role = 'ar' WHERE e.customer_id IS NULL""",
    "Q01 stock is the sum of its moves": """
        SELECT b.product_id FROM stock_balance b LEFT JOIN (
          SELECT client_id, product_id, warehouse_id, sum(quantity) AS quantity, sum(cost) AS cost
          FROM stock_move GROUP BY client_id, product_id, warehouse_id) m
        ON m.client_id = b.client_id AND m.product_id = b.product_id
        AND m.warehouse_id = b.warehouse_id
        WHERE coalesce(m.quantity, 0) <> b.quantity OR coalesce(m.cost, 0) <> b.cost
        UNION ALL
        SELECT m.product_id FROM stock_move m LEFT JOIN stock_balance b
        ON m.client_id = b.client_id AND m.product_id = b.product_id
        AND m.warehouse_id = b.warehouse_id WHERE b.product_id IS NULL""",
    "Q02 stock is never below zero on any day": """
        SELECT product_id FROM (
          SELECT product_id, sum(sum(quantity)) OVER (
            PARTITION BY client_id, product_id, warehouse_id ORDER BY day) AS lying
          FROM stock_move GROUP BY client_id, product_id, warehouse_id, day) AS days
        WHERE lying < 0""",
    "Q03 without quantity there is no value, and none is below zero": """
        SELECT product_id FROM stock_balance
        WHERE (quantity = 0 AND cost <> 0) OR (quantity > 0 AND cost < 0)""",
    "Q04 each document's stock and vouchers agree": f"""
        SELECT m.kind, m.document_id FROM {_MOVED} m LEFT JOIN {_BOOKED} b
        ON b.client_id = m.client_id AND b.kind = m.kind AND b.document_id = m.document_id
        WHERE coalesce(b.cost, 0) <> m.cost
        -- What a voucher typed by hand stands for is compared by the reconciliation.
        AND NOT (m.kind = 'return' AND b.cost IS NULL AND EXISTS (SELECT 1 FROM voucher h
          WHERE h.return_id = m.document_id AND h.state = 'posted'))
        UNION ALL
        SELECT b.kind, b.document_id FROM {_BOOKED} b LEFT JOIN {_MOVED} m
        ON m.client_id = b.client_id AND m.kind = b.kind AND m.document_id = b.document_id
        WHERE m.document_id IS NULL AND b.cost <> 0""",
    "Q05 a line moves stock once": """
        SELECT client_id, kind, line_id FROM stock_move WHERE line_id IS NOT NULL
        GROUP BY client_id, kind, line_id HAVING count(*) > 1""",
    "R01 no more comes back than was sold, in quantity and in money": f"""
        SELECT s.id FROM sale_line s JOIN (
          SELECT k.sale_line_id, sum(k.quantity) AS quantity FROM return_link k
          JOIN return_line l ON l.id = k.return_line_id JOIN goods_return r ON r.id = l.return_id
          WHERE {_LIVE} GROUP BY k.sale_line_id) b ON b.sale_line_id = s.id
        WHERE b.quantity > s.quantity
        UNION ALL
        SELECT s.id FROM sale_line s JOIN (
          SELECT k.sale_line_id, l.unit_price, sum(k.net) AS net, sum(k.vat) AS vat,
            count(r.import_id) AS brought
          FROM return_link k
          JOIN return_line l ON l.id = k.return_line_id JOIN goods_return r ON r.id = l.return_id
          WHERE {_LIVE} GROUP BY k.sale_line_id, l.unit_price) b
        ON b.sale_line_id = s.id AND b.unit_price = s.unit_price
        -- What a file brought keeps the amounts of its own document, each rounded to the 分.
        WHERE b.net > s.net + b.brought OR b.vat > s.vat + b.brought""",
    "R02 a return is positive and has the customer and article of its sale": f"""
        SELECT k.return_line_id FROM return_link k
        JOIN return_line l ON l.id = k.return_line_id JOIN goods_return r ON r.id = l.return_id
        JOIN sale_line s ON s.id = k.sale_line_id JOIN sale h ON h.id = s.sale_id
        WHERE {_LIVE} AND (h.customer_id IS NULL OR h.customer_id <> r.customer_id
          OR s.product_id <> l.product_id OR k.quantity < 0 OR l.quantity < 0)""",
    "R03 a return is linked to no more than came back": """
        SELECT l.id FROM return_line l JOIN (
          SELECT return_line_id, sum(quantity) AS quantity FROM return_link
          GROUP BY return_line_id) k ON k.return_line_id = l.id
        WHERE k.quantity > l.quantity""",
    "R04 posted returns have their steps": """
        SELECT r.id FROM goods_return r WHERE r.state IN ('posted', 'archived') AND NOT EXISTS (
          SELECT 1 FROM return_step s WHERE s.return_id = r.id AND s.state = 'posted')""",
    "U01 the administrator keeps no books": """
        SELECT staff_id FROM staff_role GROUP BY staff_id
        HAVING count(*) > 1 AND sum(CASE WHEN role = 'admin' THEN 1 ELSE 0 END) > 0""",
    "A01 the log has no gap": """
        SELECT rows FROM (SELECT count(*) AS rows, max(seq) AS last, min(seq) AS first
          FROM audit_log) AS log
        WHERE rows > 0 AND (rows <> last OR first <> 1)""",
    "A04 the log has one row for each posted voucher": """
        SELECT v.id FROM voucher v LEFT JOIN (
          SELECT object, count(*) AS times FROM audit_log WHERE action = 'voucher-posted'
          GROUP BY object) a ON a.object = CAST(v.id AS TEXT)
        WHERE (v.state = 'posted' AND coalesce(a.times, 0) <> 1)
        OR (v.state <> 'posted' AND a.times IS NOT NULL)""",
    "C01 nothing mixes two clients": " UNION ALL ".join(
        f"""
        SELECT '{table}' AS place, t.{key} FROM {table} t JOIN {other} o ON {joined}
        WHERE t.client_id <> o.client_id"""
        for table, key, other, joined in _OF_ONE_CLIENT
    ),
    "D01 a document comes to the sum of its lines": """
        SELECT 'sale' AS place, h.id FROM sale h LEFT JOIN sale_line l ON l.sale_id = h.id
        GROUP BY h.id, h.net, h.vat
        HAVING coalesce(sum(l.net), 0) <> h.net OR coalesce(sum(l.vat), 0) <> h.vat
        UNION ALL
        SELECT 'purchase', h.id FROM purchase h LEFT JOIN purchase_line l ON l.purchase_id = h.id
        GROUP BY h.id, h.net, h.vat
        HAVING coalesce(sum(l.cost), 0) <> h.net OR coalesce(sum(l.vat), 0) <> h.vat""",
}

HINTS: Mapping[str, str] = {
    "V08 numbers follow the days": """
        SELECT a.id, b.id FROM voucher a JOIN voucher b ON b.client_id = a.client_id
        AND b.period = a.period AND b.word = a.word AND b.serial = a.serial + 1
        WHERE b.day < a.day""",
    "A05 time in the log does not run backwards": """
        SELECT b.seq FROM audit_log b JOIN audit_log a ON a.seq = b.seq - 1 WHERE b.at < a.at""",
}
"""What is lawful and still worth knowing; it never breaks a rule."""
