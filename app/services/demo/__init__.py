"""A made-up stationer's October, kept by a made-up agency: the office of the design's pictures.

Its files lie in resources/demo: what a client sends (customers, products, sales ...) and what the
people of the office did with it, day by day (story.json; ending.json brings the return that the
pictures stop at to its voucher). All of it is taken in and carried on by the ordinary services.

The figures are those of the pictures wherever these agree. Where they contradict one another or
the program, the demo has:
- vouchers: 64 are on the books, so that the return of the pictures becomes 记-0065. A voucher that
  nobody has checked has no number here, so the refund of 1,200.00 to 明远办公 is a draft without
  one; 0063 and 0064 are the month-end vouchers;
- sales of 621,534.79 and output VAT of 71,504.00 after returns, which need other taxed income of
  the month (装订加工费, 0030); a margin of 62,318.40 beside them, which needs goods that a
  supplier delivers directly (直运) and their cost (0063);
- stock worth 139,077.00 at the beginning, 94,344.00 bought and 143,926.40 at the end; returned and
  issued goods are more than in the pictures, because the register's costs are taken;
- the voucher of 明远办公 that no return stands behind with its cost of 325.00, so that the stock
  account exceeds the stock ledger by 418.60: by 170.40 (12 packs not taken in), less 76.80 (8
  boxes too many), and by these 325.00;
- a return rate of 2.4 % in October, as its register and its sales give it;
- a checked return by 李国栋, because an accountant does not check here;
- an administrator, whom an office needs, and months before October only as far as October needs
  them: openings in August, some sales, 45 returns; both months are closed;
- the other eleven clients of the office as books without entries.

All seven differences of the pictures are there. Six stand between returns and vouchers (11,227.56
against 10,704.77, so 522.79); goods of 众联物业 that were not taken in show between stock ledger
and stock account. What is found out about them, counts, messages and attachments come later.
"""

from app.services.demo.window import is_made, window_office
from app.services.demo.words import CLIENT, PASSWORD

__all__ = ["CLIENT", "PASSWORD", "is_made", "window_office"]
