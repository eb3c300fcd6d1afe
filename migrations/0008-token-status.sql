-- The list of IETF Token Status List, with the entries of the others: one document that tells revocation and suspension apart.
alter table status_list_document
  drop constraint status_list_document_purpose_check,
  add constraint status_list_document_purpose_check check (purpose in ('revocation', 'suspension', 'status'));
