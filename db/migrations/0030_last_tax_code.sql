-- The tax code that a product was last invoiced with is found without reading all that was ever invoiced of it.

create index invoice_lines_tax_code on invoice_lines (org_id, product_id, id desc) where product_id is not null and tax_code is not null;
