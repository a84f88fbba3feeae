/** Domains where anybody gets a mailbox: they say nothing about an employer. */
export const FREE_MAIL_DOMAINS: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it live.com live.co.uk live.fr
  msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.co.jp yahoo.com.tw yahoo.com.hk ymail.com
  rocketmail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.at gmx.ch gmx.com web.de
  t-online.de freenet.de arcor.de posteo.de mailbox.org mail.com email.com zoho.com yandex.ru yandex.com mail.ru bk.ru
  inbox.ru list.ru rambler.ru orange.fr wanadoo.fr free.fr laposte.net sfr.fr bbox.fr neuf.fr libero.it virgilio.it tiscali.it
  alice.it tin.it terra.es telefonica.net btinternet.com btopenworld.com sky.com virginmedia.com talktalk.net ntlworld.com
  eircom.net bigpond.com optusnet.com.au comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net
  qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net sina.com sina.cn vip.sina.com sohu.com aliyun.com 139.com
  189.cn wo.cn 21cn.com tom.com hinet.net pchome.com.tw seed.net.tw netvigator.com naver.com daum.net hanmail.net
  wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz bluewin.ch hispeed.ch a1.net aon.at chello.at ziggo.nl kpnmail.nl
  planet.nl home.nl xs4all.nl telenet.be skynet.be proximus.be uol.com.br bol.com.br terra.com.br`.split(
    /\s+/,
  ),
);

/** Mailboxes that a role reads, not a person: two of one domain are no contradiction. */
export const ROLE_MAILBOXES: ReadonlySet<string> = new Set(
  `info office mail contact kontakt hello sales order orders bestellung bestellungen einkauf purchasing procurement buy
  buyer caigou purchase accounts accounting buchhaltung rechnung invoice invoices billing finance supply warehouse lager
  logistics service support admin team post shop webshop noreply no-reply`.split(/\s+/),
);

/** Providers that ignore dots and everything after `+` in the part before the @. */
export const DOT_BLIND_DOMAINS: ReadonlySet<string> = new Set(["gmail.com", "googlemail.com"]);
/** Names of one provider that reach the same mailbox. */
export const DOMAIN_ALIASES: Readonly<Record<string, string>> = { "googlemail.com": "gmail.com" };
