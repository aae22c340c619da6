// The languages that everything shown to a person speaks.

export const languages = ['en', 'zh'] as const
/** `en`: English; `zh`: Chinese. */
export type Language = (typeof languages)[number]

/** The same in English and Chinese. */
export type InBoth<Words> = Readonly<Record<Language, Words>>
