/** Words for the codes with which a 997 or a 999 says what is wrong, by the element they stand in. */

/** Segment (AK304, element 720). */
export const SEGMENT_ERRORS: Readonly<Record<string, string>> = {
  "1": "the segment is not known",
  "2": "the segment is not expected here",
  "3": "a mandatory segment is missing",
  "4": "the loop occurs too often",
  "5": "the segment occurs too often",
  "6": "the segment is not in the transaction set",
  "7": "the segment is out of sequence",
  "8": "elements of the segment are wrong",
};

/** Element (AK403, element 723). */
export const ELEMENT_ERRORS: Readonly<Record<string, string>> = {
  "1": "a mandatory element is missing",
  "2": "an element is missing that others ask for",
  "3": "there are too many elements",
  "4": "the element is too short",
  "5": "the element is too long",
  "6": "the element has a character that is not allowed",
  "7": "the code is not known",
  "8": "the date is wrong",
  "9": "the time is wrong",
  "10": "elements exclude each other",
  "12": "there are too many repetitions",
  "13": "there are too many components",
};

/** Transaction set (AK502, element 718). */
export const SET_ERRORS: Readonly<Record<string, string>> = {
  "1": "the transaction set is not supported",
  "2": "the trailer of the set is missing",
  "3": "the control numbers of header and trailer differ",
  "4": "the number of segments is wrong",
  "5": "segments are wrong",
  "6": "the identifier of the set is missing or wrong",
  "7": "the control number of the set is missing or wrong",
  "23": "the control number of the set is not unique in the group",
};

/** Functional group (AK905, element 716). */
export const GROUP_ERRORS: Readonly<Record<string, string>> = {
  "1": "the functional group is not supported",
  "2": "the version of the group is not supported",
  "3": "the trailer of the group is missing",
  "4": "the control numbers of header and trailer of the group differ",
  "5": "the number of sets in the group is wrong",
  "6": "the control number of the group is wrong",
};

/** Interchange (TA105, element I18). */
export const INTERCHANGE_ERRORS: Readonly<Record<string, string>> = {
  "000": "no error",
  "001": "the control numbers of header and trailer differ",
  "002": "the standard is not supported",
  "003": "the version of the interchange is not supported",
  "004": "the segment terminator is wrong",
  "005": "the qualifier of the sender is wrong",
  "006": "the sender is not known",
  "007": "the qualifier of the receiver is wrong",
  "008": "the receiver is not known",
  "009": "the receiver's qualifier is not known",
  "010": "the authorization qualifier is wrong",
  "014": "the date is wrong",
  "015": "the time is wrong",
  "018": "the control number is wrong",
  "020": "the test indicator is wrong",
  "021": "the number of groups is wrong",
  "022": "the control structure is wrong",
  "023": "the file ends too early",
  "024": "the content is wrong",
  "025": "the control number was used before",
  "026": "the element separator is wrong",
  "027": "the component separator is wrong",
};
