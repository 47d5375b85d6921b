// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: public keys, made with OpenSSL 3 for these tests.
#pragma once

#include <string>

namespace waarborg::scan::dkim::testing {

inline const std::string kRsa512 =
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALHsBol6pnbZNiJStwQH4Kj305qq9FeMQIn5UObXldA8Siqy8wXnW/vfp+"
    "mQq+wVkYAeAGnlzre0CUoAlQnmaZsCAwEAAQ==";
inline const std::string kRsa1023 =
    "MIGeMA0GCSqGSIb3DQEBAQUAA4GMADCBiAKBgGTV8RWI9kPKzYl6HOyz459PrUdslT6fnyNHFHG6FFWkdViytBMnxx"
    "pFRdODfAkpnnXl0cRPgl6YX1nPjzn1AIHeFQkzR10yAdUdr/dcaQY81tHHDFMeq+8BE8oOTclHp/Q9lVODOkzQrSJZ"
    "oKOGi8rlvGXRCfXza+bfciGraFQ9AgMBAAE=";
inline const std::string kRsa1024 =
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC0IfC1sGcq/haxY2KgZJqeDUVKjQOO8mFEleVaVtbDWgvhGz1Dr9"
    "D+wxA1pXWZ600CnkdfpYvayly3COD1RS9utLbL1ShMPLIrheeY464ZZdkQyg3q/NZTTRaKprr//o1BW2UQGW65JSd6"
    "l6+b+fuPXIzAuT3WHr+6AaRIxY82mwIDAQAB";
inline const std::string kRsa2048 =
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxAB0hln7aG2awl9yT1klsLoTYWRee+49CXsRc3R9N5uKgU"
    "rsW5SkuohTZiQXdGKaOmFs9RnXpbaLSeTIpUaD/08wAf5uCUtfNF7XIMcmzKl5Dzyoteps52ncf/xs0lTwleKX2Nfc"
    "Fj/Xos/tmBnDTBWlh9URfdCYktD+rhxzM22lkQv7M5zrUVaeVNoCQJOqF6OAqOV9c45niPfY9uUfTEJzzubLgtqzSZ"
    "PsoNmcYks88jZo8pZr4DsAYUqp0o0gTlTPKz4k5xRSftjPcxX2DOSc67h9k/QDPk3QawFZdGUsRMFde59f2qYoYk9d"
    "BBZlcEfBfLF6SKEDDJYMxIQedQIDAQAB";
inline const std::string kRsa4096 =
    "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEA28VPugSNI/JEikgr+WzOk9W4bF5jdprs4K2G5zCKEL6OPs"
    "HPb51maIbJkHcAql6O6mCsgundRNrSwJZ1kOnd3CgmJoykd0N/wgfEl3+9zhkwFvEH2MeOiAUuqafBFA70f6crVzUt"
    "o3oWkjU7RS2wVgG92dOm/hrl1VBdi2g2tMmLqdoekUjw9s8x8zzikYBtJ8KGq+Xhq57kWOCUsvLFYcUa4pDEIfdAKg"
    "A9b5oYeU/l0N2BI5qzi/rESluR6+U0SiM+P2U9tkxyt94XmjAe2cT3gb0/KyXdYGoNa8JH/+qFug1AwXJQOQHdJ3eH"
    "lwheUtzOtv5CAwCBoHh/x3aGioMHsp3/Mk/QYE/LTdgOQN0QFJv5zdKpNb0sq+T3b+KopQ9x5P7hnQrT0/Yk82ARV1"
    "35vddo0/NRipjTiua4EAurUvAznfT2dA7nnfvg9O5NDE2sPZUDyUEV8dTCMHDipfJbVLKjcpzz/UT2sJBmUJ3tXjjn"
    "cRg5dgQ6SxwsVSF2+jIReyCPjBUCZcouJ0eBanCrJZzNYXS/wdyemZjdqT6wzWYcvUpy/xQ5Y7lkfFLi/ChOKG8bFO"
    "jHelQ7kFOLp7QeDpuSZsiRqztzg9mfUV9ym9C0d/hWJ+mgNh0LBU/SH1miISeUJLONnpZmIyxf7de/6frE17W03Iln"
    "+gSu3jMCAwEAAQ==";
/// Without the frame of SubjectPublicKeyInfo.
inline const std::string kBareRsa2048 =
    "MIIBCgKCAQEArA21wvrwZsID9M59CaGFP3bSGgJay2ZXPNzeiZIPOBN/K6+sxfc/Mq941MRJ7XgXUNZxJZHFsKj2Xz"
    "l1IkVcfL+aT6WNPhqcGi1Ho6mLdc29jDzKMLuiZLLyXXuVuvNSlyOM7J8RbVCs9ASg0bqz0o9Vet9jLMtrGyYRSqFG"
    "MkLcO2A9kn+4rWQDPihKQ2BPvyJI1vH0LyuOX4vybRJc32jZ+MdIVKy9olXCm/Fhsu6eUVNaQRKOixr/CGajbaP/FY"
    "aJo7yoOpJ1LtND6fdGj3e+Nbk3fXd+umOmXr0udhFCimROJn4APJSv4OBlzX49NtPBScCDhGHtKTG53PdwUQIDAQAB";
inline const std::string kEd25519 = "TPn/eUy8jQeb7OFsDCIFjwhJXYnHonvscKJqyf2shGA=";

}  // namespace waarborg::scan::dkim::testing
