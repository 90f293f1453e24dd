// Which parts of which features stand on every record page. Features add theirs here.
import { lazy } from 'react'
import type { Slots } from '#ui/Slot.tsx'

const ContactsPart = lazy(async () => ({
  default: (await import('#features/contact/web/ContactsPart.tsx')).ContactsPart,
}))

const BillingPart = lazy(async () => ({
  default: (await import('#features/billing/web/BillingPart.tsx')).BillingPart,
}))

const DealsPart = lazy(async () => ({ default: (await import('#features/deal/web/DealsPart.tsx')).DealsPart }))

const OrdersPart = lazy(async () => ({ default: (await import('#features/order/web/OrdersPart.tsx')).OrdersPart }))

const NextSettlement = lazy(async () => ({
  default: (await import('#features/consignment/web/NextSettlement.tsx')).NextSettlement,
}))

const OrderSite = lazy(async () => ({ default: (await import('#features/consignment/web/OrderSite.tsx')).OrderSite }))

const LyingPart = lazy(async () => ({ default: (await import('#features/consignment/web/LyingPart.tsx')).LyingPart }))

const SitesPart = lazy(async () => ({ default: (await import('#features/consignment/web/SitesPart.tsx')).SitesPart }))

const ShipmentsPart = lazy(async () => ({
  default: (await import('#features/shipment/web/ShipmentsPart.tsx')).ShipmentsPart,
}))

const InvoicesPart = lazy(async () => ({
  default: (await import('#features/invoice/web/InvoicesPart.tsx')).InvoicesPart,
}))

const ShipmentInvoices = lazy(async () => ({
  default: (await import('#features/invoice/web/ShipmentInvoices.tsx')).ShipmentInvoices,
}))

const BuyerPart = lazy(async () => ({ default: (await import('#features/invoice/web/BuyerPart.tsx')).BuyerPart }))

const CollectionPart = lazy(async () => ({
  default: (await import('#features/collection/web/CollectionPart.tsx')).CollectionPart,
}))

const NextChange = lazy(async () => ({ default: (await import('#features/change/web/NextChange.tsx')).NextChange }))

const LiveChange = lazy(async () => ({ default: (await import('#features/change/web/LiveChange.tsx')).LiveChange }))

const VersionsPart = lazy(async () => ({
  default: (await import('#features/change/web/VersionsPart.tsx')).VersionsPart,
}))

const NextShipment = lazy(async () => ({
  default: (await import('#features/shipment/web/NextShipment.tsx')).NextShipment,
}))

const NextInvoice = lazy(async () => ({
  default: (await import('#features/invoice/web/NextInvoice.tsx')).NextInvoice,
}))

const NextReceipt = lazy(async () => ({
  default: (await import('#features/collection/web/NextReceipt.tsx')).NextReceipt,
}))

const SettledPart = lazy(async () => ({
  default: (await import('#features/collection/web/SettledPart.tsx')).SettledPart,
}))

const PayerPart = lazy(async () => ({
  default: (await import('#features/collection/web/PayerPart.tsx')).PayerPart,
}))

const ReleaseTop = lazy(async () => ({ default: (await import('#features/collection/web/CollectTop.tsx')).ReleaseTop }))

const ShipmentReleases = lazy(async () => ({
  default: (await import('#features/order/web/ShipmentReleases.tsx')).ShipmentReleases,
}))

const StandingPart = lazy(async () => ({
  default: (await import('#features/collection/web/StandingPart.tsx')).StandingPart,
}))

const OrderSupplyPart = lazy(async () => ({
  default: (await import('#features/supply/web/OrderSupplyPart.tsx')).OrderSupplyPart,
}))

const AfterSalesPart = lazy(async () => ({
  default: (await import('#features/ticket/web/AfterSalesPart.tsx')).AfterSalesPart,
}))

const ExchangePart = lazy(async () => ({
  default: (await import('#features/ticket/web/ExchangePart.tsx')).ExchangePart,
}))

const SurveysPart = lazy(async () => ({
  default: (await import('#features/survey/web/SurveysPart.tsx')).SurveysPart,
}))

const RegistrationsPart = lazy(async () => ({
  default: (await import('#features/registration/web/RegistrationsPart.tsx')).RegistrationsPart,
}))

const HeldPart = lazy(async () => ({
  default: (await import('#features/registration/web/HeldPart.tsx')).HeldPart,
}))

const MinePart = lazy(async () => ({ default: (await import('#features/insight/web/MinePart.tsx')).MinePart }))

const LinksPart = lazy(async () => ({ default: (await import('#features/link/web/LinksPart.tsx')).LinksPart }))

const QuotesPart = lazy(async () => ({
  default: (await import('#features/quote/web/QuotesPart.tsx')).QuotesPart,
}))

const ContractsPart = lazy(async () => ({
  default: (await import('#features/contract/web/ContractsPart.tsx')).ContractsPart,
}))

const OrderContract = lazy(async () => ({
  default: (await import('#features/contract/web/OrderContract.tsx')).OrderContract,
}))

const PoolPart = lazy(async () => ({ default: (await import('#features/pool/web/PoolPart.tsx')).PoolPart }))

const AnswersPart = lazy(async () => ({
  default: (await import('#features/capture/web/AnswersPart.tsx')).AnswersPart,
}))

const GivenPart = lazy(async () => ({ default: (await import('#features/assignment/web/GivenPart.tsx')).GivenPart }))

const RecordTimeline = lazy(async () => ({
  default: (await import('#features/followup/web/RecordTimeline.tsx')).RecordTimeline,
}))

const CompletenessPart = lazy(async () => ({
  default: (await import('#features/followup/web/CompletenessPart.tsx')).CompletenessPart,
}))

const KnownPart = lazy(async () => ({ default: (await import('#features/followup/web/KnownPart.tsx')).KnownPart }))

const TasksPart = lazy(async () => ({ default: (await import('#features/followup/web/TasksPart.tsx')).TasksPart }))

const NeedsPart = lazy(async () => ({ default: (await import('#features/followup/web/NeedsPart.tsx')).NeedsPart }))

const ThreadPart = lazy(async () => ({
  default: (await import('#features/handoff/web/ThreadPart.tsx')).ThreadPart,
}))

const PacketPart = lazy(async () => ({ default: (await import('#features/handoff/web/PacketPart.tsx')).PacketPart }))

const WherePart = lazy(async () => ({ default: (await import('#features/handoff/web/WherePart.tsx')).WherePart }))

const TwinsPart = lazy(async () => ({ default: (await import('#features/twin/web/TwinsPart.tsx')).TwinsPart }))

const TeamPart = lazy(async () => ({ default: (await import('#features/handoff/web/TeamPart.tsx')).TeamPart }))

const OverviewPart = lazy(async () => ({
  default: (await import('#features/handoff/web/OverviewPart.tsx')).OverviewPart,
}))

const YardPart = lazy(async () => ({ default: (await import('#features/shipment/web/YardPart.tsx')).YardPart }))

const EmailPart = lazy(async () => ({ default: (await import('#features/email/web/EmailPart.tsx')).EmailPart }))

const FilesPart = lazy(async () => ({ default: (await import('#features/file/web/FilesPart.tsx')).FilesPart }))

const ApprovalPart = lazy(async () => ({
  default: (await import('#features/approval/web/ApprovalPart.tsx')).ApprovalPart,
}))

const FlawsPart = lazy(async () => ({ default: (await import('#features/spotcheck/web/FlawsPart.tsx')).FlawsPart }))

const SpotOffer = lazy(async () => ({ default: (await import('#features/spotcheck/web/SpotOffer.tsx')).SpotOffer }))

export const slots: Slots = {
  top: [{ Part: ReleaseTop, on: ['creditRelease'] }],
  approval: [{ Part: ApprovalPart }],
  credit: [{ Part: StandingPart, access: 'customer.credit' }],
  strip: [
    {
      Part: ThreadPart,
      on: [
        'lead',
        'deal',
        'quote',
        'contract',
        'order',
        'change',
        'handoff',
        'supply',
        'shipment',
        'invoice',
        'ticket',
        'goodsReturn',
      ],
    },
  ],
  origin: [
    { Part: OrderSite, on: ['order'], access: 'warehouse.read' },
    { Part: ExchangePart, on: ['order'], access: 'goodsReturn.read' },
    { Part: LiveChange, on: ['order'], access: 'change.read' },
    { Part: HeldPart, on: ['lead', 'deal'], access: 'registration.read' },
  ],
  next: [
    { Part: NextShipment, on: ['order'], access: 'shipment.create' },
    { Part: NextSettlement, on: ['order', 'shipment'], access: 'settlement.create' },
    { Part: NextInvoice, on: ['order'], access: 'invoice.create' },
    { Part: NextReceipt, on: ['order'], access: 'receipt.create' },
    { Part: NextChange, on: ['order'], access: 'change.create' },
  ],
  timeline: [{ Part: RecordTimeline, shared: true }],
  files: [{ Part: FilesPart, access: 'file.read' }],
  related: [
    { Part: EmailPart, on: ['lead', 'customer', 'deal'], access: 'followup.read' },
    { Part: PoolPart, on: ['lead', 'customer'], access: 'pool.read', shared: true },
    { Part: GivenPart, on: ['lead'] },
    { Part: AnswersPart, on: ['lead', 'customer'], shared: true },
    { Part: TwinsPart, on: ['customer'], access: 'customer.merge' },
    { Part: TwinsPart, on: ['lead'], access: 'lead.merge' },
    { Part: CompletenessPart, on: ['lead', 'deal', 'customer'], access: 'followup.read' },
    { Part: KnownPart, on: ['lead', 'deal', 'customer'], access: 'followup.read' },
    { Part: NeedsPart, on: ['lead', 'deal', 'customer', 'order'], access: 'followup.read' },
    { Part: TasksPart, on: ['lead', 'deal', 'customer', 'order', 'quote', 'shipment'], access: 'task.read' },
    { Part: ContactsPart, on: ['customer'], access: 'contact.read', shared: true },
    { Part: PayerPart, on: ['customer'], access: 'receipt.read' },
    { Part: RegistrationsPart, on: ['customer'], access: 'registration.read' },
    { Part: DealsPart, on: ['customer'], access: 'deal.read' },
    { Part: QuotesPart, on: ['deal', 'customer'], access: 'quote.read' },
    { Part: ContractsPart, on: ['deal', 'customer', 'quote'], access: 'contract.read' },
    // stand only where there is something to say: what comes late pushes nothing down that one reads
    { Part: PacketPart, on: ['deal'], access: 'order.read' },
    { Part: FlawsPart, on: ['lead', 'deal', 'customer'], access: 'spotCheck.answer' },
    { Part: OrderContract, on: ['order'], access: 'contract.read' },
    { Part: OrdersPart, on: ['customer'], access: 'order.read' },
    { Part: SitesPart, on: ['customer'], access: 'consigned.read' },
    { Part: OrderSupplyPart, on: ['order'], access: 'order.read' },
    { Part: VersionsPart, on: ['order'], access: 'change.read' },
    { Part: ShipmentsPart, on: ['order'], access: 'shipment.read' },
    { Part: LyingPart, on: ['order'], access: 'consigned.read' },
    { Part: SettledPart, on: ['invoice'], access: 'invoice.read' },
    { Part: InvoicesPart, on: ['order'], access: 'invoice.read' },
    { Part: ShipmentReleases, on: ['shipment'], access: 'order.read' },
    { Part: ShipmentInvoices, on: ['shipment'], access: 'invoice.read' },
    { Part: BillingPart, on: ['customer'], access: 'billingProfile.read' },
    { Part: BuyerPart, on: ['customer'], access: 'invoice.read' },
    { Part: CollectionPart, on: ['order'], access: 'order.read' },
    { Part: AfterSalesPart, on: ['order', 'customer', 'shipment'] },
    { Part: SurveysPart, on: ['order', 'customer', 'ticket'], access: 'survey.read' },
  ],
  links: [{ Part: LinksPart }],
  team: [{ Part: SpotOffer, access: 'spotCheck.run' }],
  overview: [{ Part: OverviewPart, access: 'handoff.read' }],
  home: [
    { Part: SpotOffer, access: 'spotCheck.run' },
    { Part: MinePart, access: 'deal.create' },
    { Part: YardPart, access: 'shipment.ship' },
    { Part: TeamPart, access: 'deal.assign' },
    { Part: WherePart, access: 'handoff.read' },
  ],
}
