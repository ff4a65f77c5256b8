"""Models and enums. Each is imported when it is first touched."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .acss_debit_params import AcssDebitParams as AcssDebitParams
    from .address import Address as Address
    from .address_params import AddressParams as AddressParams
    from .amount_details import AmountDetails as AmountDetails
    from .amount_tip import AmountTip as AmountTip
    from .api_errors import ApiErrors as ApiErrors
    from .api_errors_type import ApiErrorsType as ApiErrorsType
    from .au_becs_debit_params import AuBecsDebitParams as AuBecsDebitParams
    from .automatic_payment_methods import AutomaticPaymentMethods as AutomaticPaymentMethods
    from .automatic_payment_methods_allow_redirects import (
        AutomaticPaymentMethodsAllowRedirects as AutomaticPaymentMethodsAllowRedirects,
    )
    from .automatic_payment_methods_params import AutomaticPaymentMethodsParams as AutomaticPaymentMethodsParams
    from .automatic_payment_methods_params_allow_redirects import (
        AutomaticPaymentMethodsParamsAllowRedirects as AutomaticPaymentMethodsParamsAllowRedirects,
    )
    from .bacs_debit import BacsDebit as BacsDebit
    from .bacs_debit_params import BacsDebitParams as BacsDebitParams
    from .balance_transaction import BalanceTransaction as BalanceTransaction
    from .billing_details import BillingDetails as BillingDetails
    from .billing_details_params import BillingDetailsParams as BillingDetailsParams
    from .boleto_params import BoletoParams as BoletoParams
    from .capture_method import CaptureMethod as CaptureMethod
    from .card_await_notification import CardAwaitNotification as CardAwaitNotification
    from .card_checks import CardChecks as CardChecks
    from .card_mandate_options import CardMandateOptions as CardMandateOptions
    from .card_mandate_options_amount_type import CardMandateOptionsAmountType as CardMandateOptionsAmountType
    from .card_mandate_options_interval import CardMandateOptionsInterval as CardMandateOptionsInterval
    from .card_mandate_options_params import CardMandateOptionsParams as CardMandateOptionsParams
    from .card_mandate_options_params_amount_type import (
        CardMandateOptionsParamsAmountType as CardMandateOptionsParamsAmountType,
    )
    from .card_mandate_options_params_interval import (
        CardMandateOptionsParamsInterval as CardMandateOptionsParamsInterval,
    )
    from .card_network import CardNetwork as CardNetwork
    from .card_networks import CardNetworks as CardNetworks
    from .card_options import CardOptions as CardOptions
    from .card_options_params import CardOptionsParams as CardOptionsParams
    from .card_options_params_request_three_d_secure import (
        CardOptionsParamsRequestThreeDSecure as CardOptionsParamsRequestThreeDSecure,
    )
    from .card_options_request_three_d_secure import CardOptionsRequestThreeDSecure as CardOptionsRequestThreeDSecure
    from .card_present_options import CardPresentOptions as CardPresentOptions
    from .card_present_options_params import CardPresentOptionsParams as CardPresentOptionsParams
    from .card_processing import CardProcessing as CardProcessing
    from .card_wallet import CardWallet as CardWallet
    from .card_wallet_type import CardWalletType as CardWalletType
    from .cash_balance import CashBalance as CashBalance
    from .cash_balance_params import CashBalanceParams as CashBalanceParams
    from .cash_balance_settings import CashBalanceSettings as CashBalanceSettings
    from .cash_balance_settings_params import CashBalanceSettingsParams as CashBalanceSettingsParams
    from .cash_balance_settings_params_reconciliation_mode import (
        CashBalanceSettingsParamsReconciliationMode as CashBalanceSettingsParamsReconciliationMode,
    )
    from .cash_balance_settings_reconciliation_mode import (
        CashBalanceSettingsReconciliationMode as CashBalanceSettingsReconciliationMode,
    )
    from .charge import Charge as Charge
    from .charge_card import ChargeCard as ChargeCard
    from .charge_event import ChargeEvent as ChargeEvent
    from .charge_event_data import ChargeEventData as ChargeEventData
    from .charge_event_type import ChargeEventType as ChargeEventType
    from .charge_installments import ChargeInstallments as ChargeInstallments
    from .charge_link import ChargeLink as ChargeLink
    from .charge_outcome import ChargeOutcome as ChargeOutcome
    from .charge_sepa_debit import ChargeSepaDebit as ChargeSepaDebit
    from .charge_status import ChargeStatus as ChargeStatus
    from .charge_us_bank_account import ChargeUsBankAccount as ChargeUsBankAccount
    from .charge_us_bank_account_account_holder_type import (
        ChargeUsBankAccountAccountHolderType as ChargeUsBankAccountAccountHolderType,
    )
    from .charge_us_bank_account_account_type import ChargeUsBankAccountAccountType as ChargeUsBankAccountAccountType
    from .confirmation_method import ConfirmationMethod as ConfirmationMethod
    from .coupon import Coupon as Coupon
    from .coupon_duration import CouponDuration as CouponDuration
    from .customer import Customer as Customer
    from .customer_acceptance_params import CustomerAcceptanceParams as CustomerAcceptanceParams
    from .customer_acceptance_params_type import CustomerAcceptanceParamsType as CustomerAcceptanceParamsType
    from .customer_create_params import CustomerCreateParams as CustomerCreateParams
    from .customer_event import CustomerEvent as CustomerEvent
    from .customer_event_data import CustomerEventData as CustomerEventData
    from .customer_event_type import CustomerEventType as CustomerEventType
    from .customer_list import CustomerList as CustomerList
    from .customer_shipping_params import CustomerShippingParams as CustomerShippingParams
    from .customer_tax import CustomerTax as CustomerTax
    from .customer_tax_automatic_tax import CustomerTaxAutomaticTax as CustomerTaxAutomaticTax
    from .customer_tax_location import CustomerTaxLocation as CustomerTaxLocation
    from .customer_tax_location_source import CustomerTaxLocationSource as CustomerTaxLocationSource
    from .customer_tax_params import CustomerTaxParams as CustomerTaxParams
    from .customer_update_params import CustomerUpdateParams as CustomerUpdateParams
    from .date_of_birth_params import DateOfBirthParams as DateOfBirthParams
    from .deleted_customer import DeletedCustomer as DeletedCustomer
    from .discount import Discount as Discount
    from .discount_source import DiscountSource as DiscountSource
    from .email_sent import EmailSent as EmailSent
    from .error import Error as Error
    from .event import Event as Event
    from .event_data import EventData as EventData
    from .event_list import EventList as EventList
    from .event_request import EventRequest as EventRequest
    from .expanded_object import ExpandedObject as ExpandedObject
    from .fee import Fee as Fee
    from .financial_connections import FinancialConnections as FinancialConnections
    from .financial_connections_params import FinancialConnectionsParams as FinancialConnectionsParams
    from .financial_connections_params_permissions_item import (
        FinancialConnectionsParamsPermissionsItem as FinancialConnectionsParamsPermissionsItem,
    )
    from .financial_connections_permissions_item import (
        FinancialConnectionsPermissionsItem as FinancialConnectionsPermissionsItem,
    )
    from .fraud_details import FraudDetails as FraudDetails
    from .future_usage import FutureUsage as FutureUsage
    from .installment_options import InstallmentOptions as InstallmentOptions
    from .installment_plan import InstallmentPlan as InstallmentPlan
    from .installment_plan_interval import InstallmentPlanInterval as InstallmentPlanInterval
    from .installment_plan_params import InstallmentPlanParams as InstallmentPlanParams
    from .installment_plan_params_type import InstallmentPlanParamsType as InstallmentPlanParamsType
    from .installment_plan_type import InstallmentPlanType as InstallmentPlanType
    from .installments_params import InstallmentsParams as InstallmentsParams
    from .invoice_custom_field import InvoiceCustomField as InvoiceCustomField
    from .invoice_rendering_options import InvoiceRenderingOptions as InvoiceRenderingOptions
    from .invoice_rendering_options_params import InvoiceRenderingOptionsParams as InvoiceRenderingOptionsParams
    from .invoice_rendering_options_params_amount_tax_display_type_0 import (
        InvoiceRenderingOptionsParamsAmountTaxDisplayType0 as InvoiceRenderingOptionsParamsAmountTaxDisplayType0,
    )
    from .invoice_settings import InvoiceSettings as InvoiceSettings
    from .invoice_settings_params import InvoiceSettingsParams as InvoiceSettingsParams
    from .klarna_options import KlarnaOptions as KlarnaOptions
    from .klarna_options_params import KlarnaOptionsParams as KlarnaOptionsParams
    from .klarna_params import KlarnaParams as KlarnaParams
    from .link_options import LinkOptions as LinkOptions
    from .link_options_params import LinkOptionsParams as LinkOptionsParams
    from .link_options_params_setup_future_usage_type_0 import (
        LinkOptionsParamsSetupFutureUsageType0 as LinkOptionsParamsSetupFutureUsageType0,
    )
    from .link_options_setup_future_usage import LinkOptionsSetupFutureUsage as LinkOptionsSetupFutureUsage
    from .mandate_data_params import MandateDataParams as MandateDataParams
    from .next_action import NextAction as NextAction
    from .object_list import ObjectList as ObjectList
    from .off_session_params_type_1 import OffSessionParamsType1 as OffSessionParamsType1
    from .online_acceptance_params import OnlineAcceptanceParams as OnlineAcceptanceParams
    from .option_future_usage import OptionFutureUsage as OptionFutureUsage
    from .payment_intent import PaymentIntent as PaymentIntent
    from .payment_intent_cancel_params import PaymentIntentCancelParams as PaymentIntentCancelParams
    from .payment_intent_cancel_params_cancellation_reason import (
        PaymentIntentCancelParamsCancellationReason as PaymentIntentCancelParamsCancellationReason,
    )
    from .payment_intent_cancellation_reason import PaymentIntentCancellationReason as PaymentIntentCancellationReason
    from .payment_intent_capture_params import PaymentIntentCaptureParams as PaymentIntentCaptureParams
    from .payment_intent_confirm_params import PaymentIntentConfirmParams as PaymentIntentConfirmParams
    from .payment_intent_create_params import PaymentIntentCreateParams as PaymentIntentCreateParams
    from .payment_intent_event import PaymentIntentEvent as PaymentIntentEvent
    from .payment_intent_event_data import PaymentIntentEventData as PaymentIntentEventData
    from .payment_intent_event_type import PaymentIntentEventType as PaymentIntentEventType
    from .payment_intent_list import PaymentIntentList as PaymentIntentList
    from .payment_intent_status import PaymentIntentStatus as PaymentIntentStatus
    from .payment_intent_update_params import PaymentIntentUpdateParams as PaymentIntentUpdateParams
    from .payment_method import PaymentMethod as PaymentMethod
    from .payment_method_card import PaymentMethodCard as PaymentMethodCard
    from .payment_method_data_params import PaymentMethodDataParams as PaymentMethodDataParams
    from .payment_method_data_params_type import PaymentMethodDataParamsType as PaymentMethodDataParamsType
    from .payment_method_details import PaymentMethodDetails as PaymentMethodDetails
    from .payment_method_link import PaymentMethodLink as PaymentMethodLink
    from .payment_method_options import PaymentMethodOptions as PaymentMethodOptions
    from .payment_method_options_params import PaymentMethodOptionsParams as PaymentMethodOptionsParams
    from .payment_method_sepa_debit import PaymentMethodSepaDebit as PaymentMethodSepaDebit
    from .payment_method_type import PaymentMethodType as PaymentMethodType
    from .payment_method_us_bank_account import PaymentMethodUsBankAccount as PaymentMethodUsBankAccount
    from .payment_method_us_bank_account_account_holder_type import (
        PaymentMethodUsBankAccountAccountHolderType as PaymentMethodUsBankAccountAccountHolderType,
    )
    from .payment_method_us_bank_account_account_type import (
        PaymentMethodUsBankAccountAccountType as PaymentMethodUsBankAccountAccountType,
    )
    from .payment_processing import PaymentProcessing as PaymentProcessing
    from .processing_customer_notification import ProcessingCustomerNotification as ProcessingCustomerNotification
    from .radar_options import RadarOptions as RadarOptions
    from .radar_options_params import RadarOptionsParams as RadarOptionsParams
    from .range_query import RangeQuery as RangeQuery
    from .redirect_to_url import RedirectToUrl as RedirectToUrl
    from .refund import Refund as Refund
    from .refund_card_destination import RefundCardDestination as RefundCardDestination
    from .refund_card_destination_type import RefundCardDestinationType as RefundCardDestinationType
    from .refund_create_params import RefundCreateParams as RefundCreateParams
    from .refund_create_params_reason import RefundCreateParamsReason as RefundCreateParamsReason
    from .refund_destination import RefundDestination as RefundDestination
    from .refund_display_details import RefundDisplayDetails as RefundDisplayDetails
    from .refund_event import RefundEvent as RefundEvent
    from .refund_event_data import RefundEventData as RefundEventData
    from .refund_event_type import RefundEventType as RefundEventType
    from .refund_list import RefundList as RefundList
    from .refund_next_action import RefundNextAction as RefundNextAction
    from .refund_pending_reason import RefundPendingReason as RefundPendingReason
    from .refund_reason import RefundReason as RefundReason
    from .refund_update_params import RefundUpdateParams as RefundUpdateParams
    from .rule import Rule as Rule
    from .sepa_debit_options import SepaDebitOptions as SepaDebitOptions
    from .sepa_debit_options_params import SepaDebitOptionsParams as SepaDebitOptionsParams
    from .sepa_debit_params import SepaDebitParams as SepaDebitParams
    from .shipping import Shipping as Shipping
    from .shipping_params import ShippingParams as ShippingParams
    from .tax_exempt import TaxExempt as TaxExempt
    from .tax_id_params import TaxIdParams as TaxIdParams
    from .tax_id_type import TaxIdType as TaxIdType
    from .three_d_secure_details import ThreeDSecureDetails as ThreeDSecureDetails
    from .three_d_secure_details_authentication_flow import (
        ThreeDSecureDetailsAuthenticationFlow as ThreeDSecureDetailsAuthenticationFlow,
    )
    from .three_d_secure_details_result import ThreeDSecureDetailsResult as ThreeDSecureDetailsResult
    from .three_d_secure_details_result_reason import ThreeDSecureDetailsResultReason as ThreeDSecureDetailsResultReason
    from .three_d_secure_details_version import ThreeDSecureDetailsVersion as ThreeDSecureDetailsVersion
    from .three_d_secure_usage import ThreeDSecureUsage as ThreeDSecureUsage
    from .transfer_amount_params import TransferAmountParams as TransferAmountParams
    from .transfer_data import TransferData as TransferData
    from .transfer_data_params import TransferDataParams as TransferDataParams
    from .us_bank_account_options import UsBankAccountOptions as UsBankAccountOptions
    from .us_bank_account_options_params import UsBankAccountOptionsParams as UsBankAccountOptionsParams
    from .us_bank_account_options_params_verification_method import (
        UsBankAccountOptionsParamsVerificationMethod as UsBankAccountOptionsParamsVerificationMethod,
    )
    from .us_bank_account_options_verification_method import (
        UsBankAccountOptionsVerificationMethod as UsBankAccountOptionsVerificationMethod,
    )
    from .us_bank_account_params import UsBankAccountParams as UsBankAccountParams
    from .us_bank_account_params_account_holder_type import (
        UsBankAccountParamsAccountHolderType as UsBankAccountParamsAccountHolderType,
    )
    from .us_bank_account_params_account_type import UsBankAccountParamsAccountType as UsBankAccountParamsAccountType
    from .us_bank_networks_params import UsBankNetworksParams as UsBankNetworksParams
    from .us_bank_networks_params_requested_item import (
        UsBankNetworksParamsRequestedItem as UsBankNetworksParamsRequestedItem,
    )
    from .verify_with_microdeposits import VerifyWithMicrodeposits as VerifyWithMicrodeposits
    from .verify_with_microdeposits_microdeposit_type import (
        VerifyWithMicrodepositsMicrodepositType as VerifyWithMicrodepositsMicrodepositType,
    )

_MODULES = {
    "AcssDebitParams": "acss_debit_params",
    "Address": "address",
    "AddressParams": "address_params",
    "AmountDetails": "amount_details",
    "AmountTip": "amount_tip",
    "ApiErrors": "api_errors",
    "ApiErrorsType": "api_errors_type",
    "AuBecsDebitParams": "au_becs_debit_params",
    "AutomaticPaymentMethods": "automatic_payment_methods",
    "AutomaticPaymentMethodsAllowRedirects": "automatic_payment_methods_allow_redirects",
    "AutomaticPaymentMethodsParams": "automatic_payment_methods_params",
    "AutomaticPaymentMethodsParamsAllowRedirects": "automatic_payment_methods_params_allow_redirects",
    "BacsDebit": "bacs_debit",
    "BacsDebitParams": "bacs_debit_params",
    "BalanceTransaction": "balance_transaction",
    "BillingDetails": "billing_details",
    "BillingDetailsParams": "billing_details_params",
    "BoletoParams": "boleto_params",
    "CaptureMethod": "capture_method",
    "CardAwaitNotification": "card_await_notification",
    "CardChecks": "card_checks",
    "CardMandateOptions": "card_mandate_options",
    "CardMandateOptionsAmountType": "card_mandate_options_amount_type",
    "CardMandateOptionsInterval": "card_mandate_options_interval",
    "CardMandateOptionsParams": "card_mandate_options_params",
    "CardMandateOptionsParamsAmountType": "card_mandate_options_params_amount_type",
    "CardMandateOptionsParamsInterval": "card_mandate_options_params_interval",
    "CardNetwork": "card_network",
    "CardNetworks": "card_networks",
    "CardOptions": "card_options",
    "CardOptionsParams": "card_options_params",
    "CardOptionsParamsRequestThreeDSecure": "card_options_params_request_three_d_secure",
    "CardOptionsRequestThreeDSecure": "card_options_request_three_d_secure",
    "CardPresentOptions": "card_present_options",
    "CardPresentOptionsParams": "card_present_options_params",
    "CardProcessing": "card_processing",
    "CardWallet": "card_wallet",
    "CardWalletType": "card_wallet_type",
    "CashBalance": "cash_balance",
    "CashBalanceParams": "cash_balance_params",
    "CashBalanceSettings": "cash_balance_settings",
    "CashBalanceSettingsParams": "cash_balance_settings_params",
    "CashBalanceSettingsParamsReconciliationMode": "cash_balance_settings_params_reconciliation_mode",
    "CashBalanceSettingsReconciliationMode": "cash_balance_settings_reconciliation_mode",
    "Charge": "charge",
    "ChargeCard": "charge_card",
    "ChargeEvent": "charge_event",
    "ChargeEventData": "charge_event_data",
    "ChargeEventType": "charge_event_type",
    "ChargeInstallments": "charge_installments",
    "ChargeLink": "charge_link",
    "ChargeOutcome": "charge_outcome",
    "ChargeSepaDebit": "charge_sepa_debit",
    "ChargeStatus": "charge_status",
    "ChargeUsBankAccount": "charge_us_bank_account",
    "ChargeUsBankAccountAccountHolderType": "charge_us_bank_account_account_holder_type",
    "ChargeUsBankAccountAccountType": "charge_us_bank_account_account_type",
    "ConfirmationMethod": "confirmation_method",
    "Coupon": "coupon",
    "CouponDuration": "coupon_duration",
    "Customer": "customer",
    "CustomerAcceptanceParams": "customer_acceptance_params",
    "CustomerAcceptanceParamsType": "customer_acceptance_params_type",
    "CustomerCreateParams": "customer_create_params",
    "CustomerEvent": "customer_event",
    "CustomerEventData": "customer_event_data",
    "CustomerEventType": "customer_event_type",
    "CustomerList": "customer_list",
    "CustomerShippingParams": "customer_shipping_params",
    "CustomerTax": "customer_tax",
    "CustomerTaxAutomaticTax": "customer_tax_automatic_tax",
    "CustomerTaxLocation": "customer_tax_location",
    "CustomerTaxLocationSource": "customer_tax_location_source",
    "CustomerTaxParams": "customer_tax_params",
    "CustomerUpdateParams": "customer_update_params",
    "DateOfBirthParams": "date_of_birth_params",
    "DeletedCustomer": "deleted_customer",
    "Discount": "discount",
    "DiscountSource": "discount_source",
    "EmailSent": "email_sent",
    "Error": "error",
    "Event": "event",
    "EventData": "event_data",
    "EventList": "event_list",
    "EventRequest": "event_request",
    "ExpandedObject": "expanded_object",
    "Fee": "fee",
    "FinancialConnections": "financial_connections",
    "FinancialConnectionsParams": "financial_connections_params",
    "FinancialConnectionsParamsPermissionsItem": "financial_connections_params_permissions_item",
    "FinancialConnectionsPermissionsItem": "financial_connections_permissions_item",
    "FraudDetails": "fraud_details",
    "FutureUsage": "future_usage",
    "InstallmentOptions": "installment_options",
    "InstallmentPlan": "installment_plan",
    "InstallmentPlanInterval": "installment_plan_interval",
    "InstallmentPlanParams": "installment_plan_params",
    "InstallmentPlanParamsType": "installment_plan_params_type",
    "InstallmentPlanType": "installment_plan_type",
    "InstallmentsParams": "installments_params",
    "InvoiceCustomField": "invoice_custom_field",
    "InvoiceRenderingOptions": "invoice_rendering_options",
    "InvoiceRenderingOptionsParams": "invoice_rendering_options_params",
    "InvoiceRenderingOptionsParamsAmountTaxDisplayType0": "invoice_rendering_options_params_amount_tax_display_type_0",
    "InvoiceSettings": "invoice_settings",
    "InvoiceSettingsParams": "invoice_settings_params",
    "KlarnaOptions": "klarna_options",
    "KlarnaOptionsParams": "klarna_options_params",
    "KlarnaParams": "klarna_params",
    "LinkOptions": "link_options",
    "LinkOptionsParams": "link_options_params",
    "LinkOptionsParamsSetupFutureUsageType0": "link_options_params_setup_future_usage_type_0",
    "LinkOptionsSetupFutureUsage": "link_options_setup_future_usage",
    "MandateDataParams": "mandate_data_params",
    "NextAction": "next_action",
    "ObjectList": "object_list",
    "OffSessionParamsType1": "off_session_params_type_1",
    "OnlineAcceptanceParams": "online_acceptance_params",
    "OptionFutureUsage": "option_future_usage",
    "PaymentIntent": "payment_intent",
    "PaymentIntentCancelParams": "payment_intent_cancel_params",
    "PaymentIntentCancelParamsCancellationReason": "payment_intent_cancel_params_cancellation_reason",
    "PaymentIntentCancellationReason": "payment_intent_cancellation_reason",
    "PaymentIntentCaptureParams": "payment_intent_capture_params",
    "PaymentIntentConfirmParams": "payment_intent_confirm_params",
    "PaymentIntentCreateParams": "payment_intent_create_params",
    "PaymentIntentEvent": "payment_intent_event",
    "PaymentIntentEventData": "payment_intent_event_data",
    "PaymentIntentEventType": "payment_intent_event_type",
    "PaymentIntentList": "payment_intent_list",
    "PaymentIntentStatus": "payment_intent_status",
    "PaymentIntentUpdateParams": "payment_intent_update_params",
    "PaymentMethod": "payment_method",
    "PaymentMethodCard": "payment_method_card",
    "PaymentMethodDataParams": "payment_method_data_params",
    "PaymentMethodDataParamsType": "payment_method_data_params_type",
    "PaymentMethodDetails": "payment_method_details",
    "PaymentMethodLink": "payment_method_link",
    "PaymentMethodOptions": "payment_method_options",
    "PaymentMethodOptionsParams": "payment_method_options_params",
    "PaymentMethodSepaDebit": "payment_method_sepa_debit",
    "PaymentMethodType": "payment_method_type",
    "PaymentMethodUsBankAccount": "payment_method_us_bank_account",
    "PaymentMethodUsBankAccountAccountHolderType": "payment_method_us_bank_account_account_holder_type",
    "PaymentMethodUsBankAccountAccountType": "payment_method_us_bank_account_account_type",
    "PaymentProcessing": "payment_processing",
    "ProcessingCustomerNotification": "processing_customer_notification",
    "RadarOptions": "radar_options",
    "RadarOptionsParams": "radar_options_params",
    "RangeQuery": "range_query",
    "RedirectToUrl": "redirect_to_url",
    "Refund": "refund",
    "RefundCardDestination": "refund_card_destination",
    "RefundCardDestinationType": "refund_card_destination_type",
    "RefundCreateParams": "refund_create_params",
    "RefundCreateParamsReason": "refund_create_params_reason",
    "RefundDestination": "refund_destination",
    "RefundDisplayDetails": "refund_display_details",
    "RefundEvent": "refund_event",
    "RefundEventData": "refund_event_data",
    "RefundEventType": "refund_event_type",
    "RefundList": "refund_list",
    "RefundNextAction": "refund_next_action",
    "RefundPendingReason": "refund_pending_reason",
    "RefundReason": "refund_reason",
    "RefundUpdateParams": "refund_update_params",
    "Rule": "rule",
    "SepaDebitOptions": "sepa_debit_options",
    "SepaDebitOptionsParams": "sepa_debit_options_params",
    "SepaDebitParams": "sepa_debit_params",
    "Shipping": "shipping",
    "ShippingParams": "shipping_params",
    "TaxExempt": "tax_exempt",
    "TaxIdParams": "tax_id_params",
    "TaxIdType": "tax_id_type",
    "ThreeDSecureDetails": "three_d_secure_details",
    "ThreeDSecureDetailsAuthenticationFlow": "three_d_secure_details_authentication_flow",
    "ThreeDSecureDetailsResult": "three_d_secure_details_result",
    "ThreeDSecureDetailsResultReason": "three_d_secure_details_result_reason",
    "ThreeDSecureDetailsVersion": "three_d_secure_details_version",
    "ThreeDSecureUsage": "three_d_secure_usage",
    "TransferAmountParams": "transfer_amount_params",
    "TransferData": "transfer_data",
    "TransferDataParams": "transfer_data_params",
    "UsBankAccountOptions": "us_bank_account_options",
    "UsBankAccountOptionsParams": "us_bank_account_options_params",
    "UsBankAccountOptionsParamsVerificationMethod": "us_bank_account_options_params_verification_method",
    "UsBankAccountOptionsVerificationMethod": "us_bank_account_options_verification_method",
    "UsBankAccountParams": "us_bank_account_params",
    "UsBankAccountParamsAccountHolderType": "us_bank_account_params_account_holder_type",
    "UsBankAccountParamsAccountType": "us_bank_account_params_account_type",
    "UsBankNetworksParams": "us_bank_networks_params",
    "UsBankNetworksParamsRequestedItem": "us_bank_networks_params_requested_item",
    "VerifyWithMicrodeposits": "verify_with_microdeposits",
    "VerifyWithMicrodepositsMicrodepositType": "verify_with_microdeposits_microdeposit_type",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def __dir__() -> list[str]:
    return [*globals(), *_MODULES]
