/** Words in the name of a numbering, in any case, which say that an office numbers people with it, each once. */
const WORDS =
  /passport|reisepass|pasaporte|护照|護照|driv(?:er|ing)|fuhrerschein|führerschein|permis de conduire|驾照|驾驶证|ssn|social.?sec|national.?id|nationalid|identity.?(?:card|no|num)|id.?card|personalausweis|ausweis|身份证|身分證|\bdni\b|\bnif\b|\bcpf\b|\bnino?\b|aadhaar|tax.?id|steuer.?id/iu;

/** A passport, a driver's license, a national insurance number; a customer number is none. */
export const isOfficial = (numbering: string): boolean => WORDS.test(numbering.replaceAll("_", " "));
