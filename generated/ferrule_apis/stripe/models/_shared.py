"""Further names of models and enums: what is described alike in several places is one class, under the name of each."""

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
