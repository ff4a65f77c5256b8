"""Further names of models and enums, of what is described alike in several places, and names of unions of them."""

from __future__ import annotations

FIRST = {
    "AutomaticPaymentMethodsAllowRedirects": "AutomaticPaymentMethodsParamsAllowRedirects",
    "CardMandateOptionsAmountType": "CardMandateOptionsParamsAmountType",
    "CardMandateOptionsInterval": "CardMandateOptionsParamsInterval",
    "ChargeUsBankAccountAccountHolderType": "UsBankAccountParamsAccountHolderType",
    "ChargeUsBankAccountAccountType": "UsBankAccountParamsAccountType",
    "FinancialConnectionsPermissionsItem": "FinancialConnectionsParamsPermissionsItem",
    "InstallmentPlanType": "InstallmentPlanParamsType",
    "PaymentMethodUsBankAccountAccountHolderType": "UsBankAccountParamsAccountHolderType",
    "PaymentMethodUsBankAccountAccountType": "UsBankAccountParamsAccountType",
    "UsBankAccountOptionsVerificationMethod": "UsBankAccountOptionsParamsVerificationMethod",
}
