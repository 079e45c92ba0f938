import { domainOf } from "@marketing/shared/base/email";

/** Providers that give an address to everybody: it tells nothing about a company. */
const free = new Set(
  `gmail.com googlemail.com yahoo.com yahoo.co.uk yahoo.co.in yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.com.br ymail.com rocketmail.com
  hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es outlook.com outlook.de outlook.fr live.com live.co.uk live.nl msn.com
  aol.com aim.com icloud.com me.com mac.com proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com fastmail.fm hey.com zoho.com
  mail.com email.com gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org arcor.de
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it terra.es bol.com.br uol.com.br
  yandex.ru yandex.com mail.ru bk.ru inbox.ru list.ru rambler.ru seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl ukr.net abv.bg
  qq.com 163.com 126.com sina.com sohu.com yeah.net naver.com daum.net hanmail.net rediffmail.com
  comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net shaw.ca rogers.com btinternet.com sky.com bigpond.com`
    .split(/\s+/)
    .filter((domain) => domain !== ""),
);

/** Addresses that live for minutes. */
const disposable = new Set(
  `mailinator.com guerrillamail.com guerrillamail.net guerrillamail.org sharklasers.com grr.la 10minutemail.com 10minutemail.net temp-mail.org
  tempmail.com tempmail.dev tempmailo.com temp-mail.io tempr.email throwawaymail.com throwaway.email yopmail.com yopmail.fr yopmail.net
  getnada.com nada.email dispostable.com maildrop.cc mailnesia.com mintemail.com trashmail.com trashmail.de trash-mail.com wegwerfmail.de
  fakeinbox.com fakemail.net spamgourmet.com mytemp.email mohmal.com emailondeck.com moakt.com inboxkitten.com mailcatch.com mailnull.com
  spam4.me discard.email burnermail.io 33mail.com mailsac.com tmpmail.org tmpmail.net minutemail.com einrot.com cuvox.de dayrep.com
  fleckens.hu gustr.com jourrapide.com rhyta.com superrito.com teleworm.us armyspy.com`
    .split(/\s+/)
    .filter((domain) => domain !== ""),
);

const among = (domains: ReadonlySet<string>, domain: string): boolean => {
  for (let rest = domain; rest.includes("."); rest = rest.slice(rest.indexOf(".") + 1)) if (domains.has(rest)) return true;
  return false;
};

/** Which kind of address it is; subdomains count as their domain. */
export const addressKind = (email: string): "business" | "free" | "disposable" => {
  const domain = domainOf(email);
  return among(disposable, domain) ? "disposable" : among(free, domain) ? "free" : "business";
};
