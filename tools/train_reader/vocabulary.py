"""Words our own training sentences are built from: invented people, real geography, the verbs of war reporting."""


def cut(words: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in words.replace("\n", " ").split("|") if w.strip())


FIRST = cut(
    "Olena|Taras|Ihor|Kateryna|Dmytro|Natalia|Serhii|Vadym|Larysa|Andriy|Yusuf|Amal|Khalil|Rania|Mahmoud|Nadia|Tariq|Samira|Hiba|"
    "Osman|Ibrahim|Fatima|Abdelrahim|Salma|Mutasim|Hawa|Getachew|Almaz|Tesfaye|Selam|Abebe|Hirut|Aung|Khin|Zaw|Nilar|Thant|Mya|"
    "Pavel|Irina|Anton|Galina|Ruslan|Marina|David|Ruth|Yael|Eitan|Claire|Hugo|Ingrid|Marek|Joanna|Peter|Grace|Emmanuel|Aminata|Moussa"
)
LAST = cut(
    "Horbach|Lysenko|Petrunko|Savchuk-Bilan|Zadorozhnyi|Melnychenko|Kravets|Tkachuk|Odinets|Halych|al-Rawashi|Haddouni|Abu Samra|Barghoun|"
    "Khatibi|al-Najdawi|Mansouri|Elfadil|Bashiri|Abdalla|Idrissou|Hamdoun|al-Tayibi|Woldemichael|Gebrehana|Tadesse|Mengesha|Asfaw|"
    "Htun Lin|Kyaw Maung|Soe Win Oo|Naing|Thiri Aye|Vorontsev|Belkin|Sorokov|Dmitrenko|Ganin|Ben-Arieh|Levinson|Mizrahan|Shoham|"
    "Fontenay|Lindqvist|Kowalczuk|Whitcombe|Okonjo|Traorou|Diarisso|Mbeki-Lowe|Hartmann|Ferreira Pinto|O'Rourke|Delacroix"
)
ROLE = cut(
    "President|Defence Minister|Foreign Minister|Governor|Mayor|General|Colonel|Lt Gen|Maj.|spokesman|spokeswoman|military spokesperson|"
    "regional governor|army chief|aid coordinator|camp resident|doctor|surgeon|teacher|farmer|paramedic|analyst|lawyer|judge|ambassador|"
    "deputy prime minister|intelligence chief|police chief|human rights officer|volunteer|retired officer|witness|shopkeeper|bus driver"
)
OFFICIAL = cut(
    "the defence ministry|the health ministry|the general staff|the regional military administration|local officials|a military source|"
    "two security officials|witnesses|residents|rescue workers|medics|a hospital director|activists|local media|state television|"
    "aid workers|an army statement|the interior ministry|a senior commander|rebel commanders|a government adviser|the emergency service|"
    "a spokesman for the militia|the border guard|police|the prosecutor's office|an official who asked not to be named|diplomats|"
    "three people familiar with the talks|the junta|opposition groups|a local resistance committee|the occupation authorities|analysts|"
    "the city's mayor|villagers|a survivor|military bloggers|prosecutors|investigators|monitors|the navy|the air force|the presidency|"
    "human rights groups|survivors|local journalists|the foreign ministry|eyewitnesses|he|she|they|the group|the commander|the minister"
)
OUTLET = cut(
    "Reuters|AFP|the Associated Press|the BBC|Al Jazeera|Le Monde|The Guardian|Radio Dabanga|Sudan Tribune|Kyiv Independent|Ukrainska Pravda|"
    "Suspilne|Interfax|TASS|Haaretz|Der Spiegel|The New York Times|Myanmar Now|The Irrawaddy|Addis Standard|CNN|Bellingcat|El País|Xinhua|"
    "the Financial Times|Channel 12|Anadolu|WAFA|RIA Novosti|The Washington Post"
)
ORG = cut(
    "the United Nations|the Red Cross|Médecins Sans Frontières|Human Rights Watch|Amnesty International|the World Food Programme|UNICEF|"
    "the African Union|NATO|the European Union|the Security Council|the Rapid Support Forces|the Arakan Army|Hezbollah|Hamas|the Wagner Group|"
    "the Azov Brigade|the 47th Mechanized Brigade|the People's Defence Forces|the Fano militia|M23|the Sudanese Armed Forces|Islamic State|"
    "the Kachin Independence Army|the Syrian Observatory for Human Rights|the Institute for the Study of War|Energoatom|Ukrenergo|"
    "the International Criminal Court|the State Department|the Pentagon|the Kremlin-backed Akhmat battalion|the World Health Organization|"
    "the Sudan Doctors Network|Save the Children|the Norwegian Refugee Council|ASEAN|the Tigray Defence Forces|the Houthi movement|UNHCR"
)
NATION = cut(
    "Ukrainian|Russian|Israeli|Palestinian|Sudanese|Ethiopian|Eritrean|Burmese|Syrian|Lebanese|Turkish|Iranian|American|French|Chadian|"
    "Congolese|Rwandan|Malian|Yemeni|Saudi|Iraqi|Kurdish|Armenian|Azerbaijani|Somali|North Korean|Chinese|Polish|German|British"
)
FORCES = cut(
    "forces|troops|soldiers|paratroopers|marines|fighters|drones|warplanes|artillery crews|border guards|jets|units|gunboats|special forces|"
    "military police|commandos|helicopters|tank crews|infantry"
)
GROUPS = cut(
    "rebels|gunmen|the militia|insurgents|paramilitaries|armed men|government troops|the army|the air force|militants|the junta|mercenaries|"
    "jihadists|separatists|settlers|attackers|unknown assailants|allied militias|the occupiers|regime forces|resistance fighters|the navy"
)
COUNTRY = cut(
    "Ukraine|Russia|Israel|Sudan|Ethiopia|Myanmar|Syria|Lebanon|Iran|Turkey|Egypt|Chad|Eritrea|Yemen|Iraq|Rwanda|Mali|Niger|Somalia|Poland|"
    "Belarus|China|the United States|France|Germany|the United Kingdom|Jordan|Qatar|Saudi Arabia|South Sudan|Kenya|Uganda|Armenia|Azerbaijan|"
    "Georgia|Moldova|Romania|Bangladesh|Thailand|India|Pakistan|Afghanistan|North Korea|Libya|Burkina Faso|Nigeria|Colombia|Haiti|Venezuela"
)
TARGET = cut(
    "a residential block|a hospital|the power station|a fuel depot|a school|the market|a column of vehicles|the airfield|a grain terminal|"
    "the railway junction|a displacement camp|an ammunition dump|a convoy|a checkpoint|the bridge|a mosque|a church|the port|a refinery|"
    "civilians|positions near the river|a training ground|an air-defence battery|homes|a bus|the water plant|trenches|the town hall|"
    "a maternity ward|apartment buildings|an aid convoy|a command post|a warehouse|fishing boats|a police station|shelters"
)
PEOPLE = cut(
    "people|civilians|soldiers|fighters|children|women|residents|men|police officers|aid workers|militants|patients|families|prisoners|"
    "villagers|recruits|officers|peacekeepers|journalists|students|miners|farmers|passengers|refugees|members of one family"
)
THINGS = cut(
    "drones|missiles|rockets|shells|tanks|armoured vehicles|aircraft|houses|bodies|trucks|villages|sorties|strikes|glide bombs|"
    "artillery rounds|launchers|ships|graves|shelters|air raids|attacks|ceasefire violations|apartments|boats|ambulances"
)
UNITS = cut(
    "kilometres|km|miles|metres|hectares|square kilometres|tonnes|per cent|percent|litres of fuel|million dollars|megawatts"
)
# base, past, past participle, -ing, noun phrase of the event; what it is done to: t(arget), p(lace), n(obody), a(ctor)
VERBS: dict[str, tuple[str, ...]] = {
    "ASSAULT": cut(
        "attack,attacked,attacked,attacking,attack,t|shell,shelled,shelled,shelling,shelling,t|bomb,bombed,bombed,bombing,bombing,t|"
        "strike,struck,struck,striking,strike,t|hit,hit,hit,hitting,strike,t|storm,stormed,stormed,storming,assault,t|"
        "raid,raided,raided,raiding,raid,t|capture,captured,captured,capturing,capture,p|seize,seized,seized,seizing,seizure,p|"
        "retake,retook,retaken,retaking,recapture,p|ambush,ambushed,ambushed,ambushing,ambush,t|destroy,destroyed,destroyed,destroying,destruction,t|"
        "overrun,overran,overrun,overrunning,offensive,p|encircle,encircled,encircled,encircling,encirclement,p|"
        "target,targeted,targeted,targeting,strike,t|invade,invaded,invaded,invading,invasion,p|kill,killed,killed,killing,killing,k|"
        "wound,wounded,wounded,wounding,clash,k|execute,executed,executed,executing,execution,k|burn,burned,burned,burning,attack,t|"
        "shoot down,shot down,shot down,shooting down,interception,d|intercept,intercepted,intercepted,intercepting,interception,d|"
        "advance on,advanced on,advanced on,advancing on,advance,p|break into,broke into,broken into,breaking into,breakthrough,p|"
        "repel,repelled,repelled,repelling,counter-attack,n|fire on,fired on,fired on,firing on,fire,t|loot,looted,looted,looting,looting,t|"
        "torture,tortured,tortured,torturing,torture,k|rape,raped,raped,raping,rape,k|damage,damaged,damaged,damaging,explosion,t"
    ),
    "COERCE": cut(
        "blockade,blockaded,blockaded,blockading,blockade,p|besiege,besieged,besieged,besieging,siege,p|detain,detained,detained,detaining,arrest,k|"
        "arrest,arrested,arrested,arresting,arrest,k|expel,expelled,expelled,expelling,expulsion,k|abduct,abducted,abducted,abducting,abduction,k|"
        "deport,deported,deported,deporting,deportation,k|displace,displaced,displaced,displacing,displacement,k|"
        "cut off,cut off,cut off,cutting off,blockade,p|seal off,sealed off,sealed off,sealing off,curfew,p"
    ),
    "MOBILIZE": cut(
        "deploy,deployed,deployed,deploying,deployment,m|mobilise,mobilised,mobilised,mobilising,mobilisation,m|"
        "send,sent,sent,sending,deployment,m|mass,massed,massed,massing,build-up,m|recruit,recruited,recruited,recruiting,recruitment,m|"
        "conscript,conscripted,conscripted,conscripting,conscription,m|redeploy,redeployed,redeployed,redeploying,redeployment,m|"
        "reinforce,reinforced,reinforced,reinforcing,reinforcement,p"
    ),
    "YIELD": cut(
        "withdraw from,withdrew from,withdrawn from,withdrawing from,withdrawal,p|retreat from,retreated from,retreated from,retreating from,retreat,p|"
        "abandon,abandoned,abandoned,abandoning,retreat,p|surrender,surrendered,surrendered,surrendering,surrender,p|"
        "pull back from,pulled back from,pulled back from,pulling back from,pull-back,p|release,released,released,releasing,release,k|"
        "lose,lost,lost,losing,loss,p|leave,left,left,leaving,evacuation,p"
    ),
    "PROTEST": cut("protest in,protested in,protested in,protesting in,protest,p|march through,marched through,marched through,marching through,march,p|rally in,rallied in,rallied in,rallying in,rally,p"),
    "AGREE": cut("sign a truce with,signed a truce with,signed a truce with,signing a truce with,truce,a|agree to a ceasefire with,agreed to a ceasefire with,agreed to a ceasefire with,agreeing to a ceasefire with,ceasefire,a|accept a deal with,accepted a deal with,accepted a deal with,accepting a deal with,deal,a"),
    "CONSULT": cut("meet,met,met,meeting,meeting,a|hold talks with,held talks with,held talks with,holding talks with,talks,a|negotiate with,negotiated with,negotiated with,negotiating with,negotiations,a"),
    "AID": cut("supply,supplied,supplied,supplying,aid delivery,a|arm,armed,armed,arming,arms delivery,a|send aid to,sent aid to,sent aid to,sending aid to,aid,a"),
    "ACCUSE": cut("accuse,accused,accused,accusing,accusation,a|condemn,condemned,condemned,condemning,condemnation,a|denounce,denounced,denounced,denouncing,protest,a"),
    "REJECT": cut("reject a truce with,rejected a truce with,rejected a truce with,rejecting a truce with,refusal,a|break off talks with,broke off talks with,broken off talks with,breaking off talks with,boycott,a"),
    "SANCTION": cut("sanction,sanctioned,sanctioned,sanctioning,sanctions,a|impose an embargo on,imposed an embargo on,imposed an embargo on,imposing an embargo on,embargo,a"),
    "INVESTIGATE": cut("investigate,investigated,investigated,investigating,investigation,a|inspect,inspected,inspected,inspecting,inspection,t"),
    "SUPPORT": cut("back,backed,backed,backing,support,a|support,supported,supported,supporting,support,a"),
}  # fmt: skip
SAYING = cut(
    "said|says|has said|told reporters|announced|claimed|reported|confirmed|stated|added|declared|insisted|acknowledged|warned|argued|"
    "wrote on Telegram|posted on X|explained|estimated|alleged|admitted|noted|revealed|recalled|stressed|testified|told a news conference"
)
QUOTING = cut(
    "said|told reporters|wrote|added|recalled|shouted|said in a statement|explained|says|told state television|insisted|warned"
)
NOUN_CUES = cut("according to|in the words of|on the account of|as reported by")
CITING = cut("citing|quoting|referring to|relying on|with reference to")
DENY = cut("denied that|rejected claims that|dismissed reports that|disputed that")
ASK = cut("called on|urged|asked|ordered|pressed|appealed to|demanded of")
WEEKDAY = cut("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday")
MONTH = cut(
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan.|Feb.|Sept.|Oct.|Nov.|Dec."
)
PLAIN = cut(
    "The market was open again and children were walking to school.|The harvest has been poor for a third season.|Prices of bread and flour have risen since the spring.|"
    "The road is lined with poplars.|Her brother runs a small bakery near the station.|Nobody in the queue wanted to give a name.|The talks are held in a hotel by the lake.|"
    "The war has divided families on both sides of the river.|It was raining when the train arrived.|The election is the first in eleven years.|The budget was passed without debate.|"
    "The village has one well and two shops.|The ministry did not respond to a request for comment.|The film won a prize in the summer.|The museum reopened with new lighting.|"
    "A strike by teachers has closed most schools.|The general is known for his patience.|The strike price of the option was not disclosed.|The team beat its rivals at home.|"
    "Doctors fight the disease with very few means.|The heat wave hit tourism hard.|The bill was attacked by both parties.|He captured the mood in one photograph.|The company launched a cheaper phone."
)
