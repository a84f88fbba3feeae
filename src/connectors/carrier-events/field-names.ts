/** Names of fields in small letters without marks: `Event-Date_Time` is `eventdatetime`. */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9#]/g, "");
}

const list = (text: string): readonly string[] => text.split(" ");

/** What carriers call the list of events. */
export const LIST_WORDS =
  /event|checkpoint|scan|activit|histor|milestone|movement|statusinfo|statusdata|statuslist|^status(?:es)?$|trackdetail|trackinfo|trackingdetail|trackingstatus|trackinglist|occurrence|lifecycle|stateinfo|suivi|trace|routes/;

/** What they call the number of a parcel, the surest first. */
export const NUMBER_NAMES = list(
  "trackingnumber trackingno trackingnr trackingcode trackingid trackingref trackingreference trackno idship awbnumber awbno awb airwaybillnumber airwaybill waybillnumber waybillno waybill waybillid consignmentnumber consignmentno consignmentid connote connotenumber parcelnumber parcelno parcelnr parcelid parcellabelnumber skybillnumber shipmenttrackingnumber pin barcode parcelbarcode itemcode itemid articleid mailpieceid unitno pieceid packagenumber packageid labelnumber sscc docketnumber shipmentnumber shipmentno shipmentid deliveryorderno logisticcode codobjeto",
);
/** Names of any number whatever: events and records of them bear such names as well as parcels do. */
export const ANY_NUMBER_NAMES = list("number @id id");

/** Moments, the surest first; the day and the clock may be two of them. */
export const TIME_NAMES = list(
  "gmttimestamp eventdatetime eventtimestamp eventtimeutc occurredat happenedat scandatetime scannedat scantimestamp statusdatetime statustimestamp activitydatetime checkpointtime checkpointdate timestamputc datetimeutc timestamp datetime eventdate eventtime scandate statusdate activitydate localeventdate localdatetime movementdate actiondate actualtime scantime statustime eventon date time",
);
/** When a system wrote something down: better than nothing. */
export const RECORDED_NAMES = list("createdat created createdate recordedat updatedat");

/** Moments that have not come yet, or that say when the parcel was handed over: no event happened then. */
export const IS_PLANNED =
  /sch(?:e)?d|estim|expect|planned|promis|predict|appoint|deadline|until|previst|^eta(?!t)/;
/** Where no name is known, any moment will do whose name says that it is one. */
export const TIME_WORDS = /date|time|^dt|datum|zeit|fecha|tijd/;

export const CLOCK_NAMES = list(
  "eventclock eventtime scantime statustime activitytime localeventtime localtime movementtime actiontime hour heure time",
);
export const ZONE_NAMES = list(
  "gmtoffset utcoffset timezoneoffset timeoffset eventtimezone timezone zoneoffset offset tz zone",
);

/** What ends with this goes before all others: an `eventType` beside it is coarser. */
export const EVENT_CODE = list("eventcode");
export const CODE_NAMES = list(
  "eventcode statuscode scancode eventtypecode checkpointcode activitycode statecode typecode reasoncode eventidentifier eventtype scantype code type status event stage substatus stateid statusid",
);

export const TEXT_NAMES = list(
  "eventdescription statusdescription scandescription activitydescription statedescription codedescription eventdesc statusdesc statusdetail statusdetails statustext eventname eventlabel description desc message label details detail remark remarks comment text event activity statusname scannedstatus scan status name title",
);

/** Parts of names that speak of words, where none of those names stands. */
export const TEXT_WORDS =
  /text|desc|message|label|remark|comment|detail|status|activit|event|scan|note|info|content|context|instruction|libelle|bezeichnung|omschrijving|opis|descri/;

/** A place where something was scanned says nothing of what happened to it. */
export const NO_TEXT_WORDS = /location|city$|country|address|office$|code$/;

export const PLACE_NAMES = list(
  "location eventlocation scanlocation locationname lastlocation place eventcity city town locality addresslocality citylocality eventstate eventstateorprovince state province stateorprovince stateprovince stateorprovincecode region eventzip eventzipcode zip zipcode postalcode postcode eventcountry country countrycode countryname depot depotname depotlocation terminal facility hub station office officelabel eventsite eventprovince site servicearea",
);

export const EXPECTED_NAMES = list(
  "estimateddelivery estimateddeliverydate estimatedtimeofdelivery estimateddeliverytime expecteddelivery expecteddeliverydate estdeliverydate estdelivery eta scheduleddelivery scheduleddeliverydate promiseddelivery promiseddeliverydate plannedeliverydate deliveryforecast",
);

export const CARRIER_NAMES = list("carrier carriername carriercode courier couriername couriercode slug");
