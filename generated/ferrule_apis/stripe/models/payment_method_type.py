from __future__ import annotations

from enum import StrEnum
from typing import Self


class PaymentMethodType(StrEnum):
    """PaymentMethodType"""

    ACSS_DEBIT = "acss_debit"
    AFFIRM = "affirm"
    AFTERPAY_CLEARPAY = "afterpay_clearpay"
    ALIPAY = "alipay"
    ALMA = "alma"
    AMAZON_PAY = "amazon_pay"
    AU_BECS_DEBIT = "au_becs_debit"
    BACS_DEBIT = "bacs_debit"
    BANCONTACT = "bancontact"
    BILLIE = "billie"
    BIZUM = "bizum"
    BLIK = "blik"
    BOLETO = "boleto"
    CARD = "card"
    CARD_PRESENT = "card_present"
    CASHAPP = "cashapp"
    CRYPTO = "crypto"
    CUSTOM = "custom"
    CUSTOMER_BALANCE = "customer_balance"
    EPS = "eps"
    FPX = "fpx"
    GIROPAY = "giropay"
    GRABPAY = "grabpay"
    IDEAL = "ideal"
    INTERAC_PRESENT = "interac_present"
    KAKAO_PAY = "kakao_pay"
    KLARNA = "klarna"
    KONBINI = "konbini"
    KR_CARD = "kr_card"
    LINK = "link"
    MB_WAY = "mb_way"
    MOBILEPAY = "mobilepay"
    MULTIBANCO = "multibanco"
    NAVER_PAY = "naver_pay"
    NZ_BANK_ACCOUNT = "nz_bank_account"
    OXXO = "oxxo"
    P24 = "p24"
    PAY_BY_BANK = "pay_by_bank"
    PAYCO = "payco"
    PAYNOW = "paynow"
    PAYPAL = "paypal"
    PAYPAY = "paypay"
    PAYTO = "payto"
    PIX = "pix"
    PROMPTPAY = "promptpay"
    REVOLUT_PAY = "revolut_pay"
    SAMSUNG_PAY = "samsung_pay"
    SATISPAY = "satispay"
    SCALAPAY = "scalapay"
    SEPA_DEBIT = "sepa_debit"
    SEQURA = "sequra"
    SOFORT = "sofort"
    SUNBIT = "sunbit"
    SWISH = "swish"
    TWINT = "twint"
    UPI = "upi"
    US_BANK_ACCOUNT = "us_bank_account"
    WECHAT_PAY = "wechat_pay"
    ZIP = "zip"

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_, unknown._value_ = "UNKNOWN", value
        return unknown
