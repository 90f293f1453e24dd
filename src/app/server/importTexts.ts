import { assignmentText } from '#features/assignment/assignment.text.ts'
import { billingProfileText } from '#features/billing/billing.text.ts'
import { collectionText } from '#features/collection/collection.text.ts'
import { contactText } from '#features/contact/contact.text.ts'
import { contractText } from '#features/contract/contract.text.ts'
import { customerText } from '#features/customer/customer.text.ts'
import { dealText } from '#features/deal/deal.text.ts'
import { partText } from '#features/deal/part.text.ts'
import { invoiceText } from '#features/invoice/invoice.text.ts'
import { leadText } from '#features/lead/lead.text.ts'
import { orderText } from '#features/order/order.text.ts'
import { orderTypeText } from '#features/order/orderType.text.ts'
import { peopleText } from '#features/people/people.text.ts'
import { poolText } from '#features/pool/pool.text.ts'
import { kitText } from '#features/product/kit.text.ts'
import { priceListText } from '#features/product/priceList.text.ts'
import { productText } from '#features/product/product.text.ts'
import { promiseText } from '#features/quote/promise.text.ts'
import { quoteText } from '#features/quote/quote.text.ts'
import { stockText } from '#features/stock/stock.text.ts'
import { kernelText } from '#kernel/kernel.text.ts'
import { registrationText } from './registrations.ts'

/** The sentences of what the verbs of an import may refuse. */
export const importTexts = {
  ...kernelText,
  ...peopleText,
  ...customerText,
  ...contactText,
  ...billingProfileText,
  ...productText,
  ...kitText,
  ...priceListText,
  ...stockText,
  ...leadText,
  ...poolText,
  ...assignmentText,
  ...dealText,
  ...partText,
  ...registrationText,
  ...quoteText,
  ...promiseText,
  ...contractText,
  ...orderText,
  ...orderTypeText,
  ...collectionText,
  ...invoiceText,
}
