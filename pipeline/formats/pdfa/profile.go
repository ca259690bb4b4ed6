package pdfa

// SRGB is the ICC version 2 profile (IEC 61966-2-1) that this package embeds as output intent, for those who make PDF/A by other means. The bytes are the
// same in every call; the caller may change the copy.
func SRGB() []byte { return srgbProfile() }
