"""Hosts that give anybody a mailbox: an address there says nothing about the company.

Our own list of well-known ones, compared by key with the whole domain, so `mail.gmail.com` is not
`gmail.com`. A list never changes under its version: a new one is added beside it, and a model
keeps the version it was made with.
"""

from __future__ import annotations

FREE_MAIL_VERSION = "2026-11"
"""The list that new models use."""

_2026_11 = """
    126.com 139.com 163.com 189.cn 21cn.com
    abv.bg alice.it aliceadsl.fr aol.co.uk aol.com aol.de aol.fr aon.at arcor.de att.net
    bellsouth.net bigmir.net bigpond.com bk.ru bluemail.ch bluewin.ch bol.com.br btinternet.com
    centrum.cz charter.net comcast.net cox.net
    daum.net duck.com
    earthlink.net email.com email.cz email.de email.it epost.de
    fastmail.com fastmail.fm foxmail.com free.fr freemail.hu freenet.de
    gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net gmx.us googlemail.com
    hanmail.net hey.com hispeed.ch home.nl hotmail.be hotmail.ch hotmail.co.uk hotmail.com
    hotmail.com.br hotmail.de hotmail.es hotmail.fr hotmail.it hotmail.nl hotmail.se hushmail.com
    i.ua icloud.com ig.com.br inbox.lv inbox.ru indiatimes.com interia.pl
    juno.com
    kabelmail.de kpnmail.nl
    laposte.net latinmail.com libero.it list.ru live.be live.ca live.co.uk live.com live.com.au
    live.com.mx live.de live.dk live.fr live.it live.nl live.se luukku.com lycos.com
    mac.com mail.bg mail.com mail.de mail.ee mail.ru mailbox.org mailfence.com mailo.com me.com
    msn.com
    nate.com naver.com netcourrier.com netscape.net neuf.fr ntlworld.com
    o2.pl o2online.de onet.eu onet.pl online.de online.no ono.com optonline.net orange.fr
    outlook.at outlook.be outlook.com outlook.com.br outlook.de outlook.dk outlook.es outlook.fr
    outlook.it outlook.jp outlook.pt
    planet.nl pm.me posteo.de posteo.net poczta.fm poczta.onet.pl proton.me protonmail.ch
    protonmail.com
    qq.com
    rambler.ru rediffmail.com rocketmail.com runbox.com
    sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.cn sina.com sky.com skynet.be sohu.com
    sunrise.ch swissonline.ch sympatico.ca
    t-online.de talktalk.net telenet.be telia.com telus.net terra.com.br terra.es tin.it
    tiscali.co.uk tiscali.it tlen.pl tuta.com tuta.io tutanota.com tutanota.de
    ukr.net uol.com.br
    verizon.net videotron.ca virgilio.it virginmedia.com vodafone.de volny.cz
    walla.co.il wanadoo.es wanadoo.fr web.de windowslive.com wp.pl
    xtra.co.nz
    ya.ru yahoo.ca yahoo.co.id yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.ar
    yahoo.com.au yahoo.com.br yahoo.com.mx yahoo.com.ph yahoo.com.sg yahoo.de yahoo.es yahoo.fr
    yahoo.ie yahoo.in yahoo.it yahoo.se yandex.com yandex.ru yeah.net ymail.com
    zeelandnet.nl ziggo.nl zohomail.com zohomail.eu
"""

FREE_MAIL: dict[str, tuple[str, ...]] = {FREE_MAIL_VERSION: tuple(sorted(_2026_11.split()))}
"""Each list by its version: keys of domains, sorted."""
