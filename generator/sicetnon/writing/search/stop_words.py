"""Words of nearly every paragraph, by language: articles, pronouns, prepositions, question words.

They are not indexed, but for the questions of contradictions, and a query of nothing else is no
query. Names, months and words that carry a meaning of their own are not among them; lunr's list has
`said`, `us`, `may` and `will`, and its other lists have words such as peace and life.
They are written as the search folds them, whatever is written here.
"""

from __future__ import annotations

STOP_WORDS = {
    "ar": """
        في من على الى عن مع هو هي هم ان او ثم هذا هذه ذلك تلك التي الذي الذين ما ماذا من متى اين
        كيف هل لماذا كم كل بعد قبل كان كانت قد لا لم لن و ف ب ل حتى بين عند
    """,
    "de": """
        aber alle als am an auch auf aus bei bin bis da damit dann das dass dem den der des die
        dies diese dieser dieses doch du durch ein eine einem einen einer eines er es für habe
        haben hat hatte hatten ich ihr ihre im in ins ist ja kein keine mit nach nicht noch nur
        ob oder sein seine sich sie sind so über um und uns unter viel viele vom von vor war
        waren was wer wen wem wann warum weil welche welcher wenn werden wie wir wird wo wurde
        wurden zu zum zur
    """,
    "en": """
        a about after all also an and any are as at be because been but by can could did do does
        even for from had has have he her him his how i if in into is it its many more most much
        my no not of on only or other our she so some such than that the their them then there
        these they this to very was we were what when where which while who whom whose why with
        would yet you your
    """,
    "es": """
        a al como con cual cuando cuántos cuántas de del desde donde el ella ellas ellos en
        entre era es esa ese eso esta este esto fue fueron ha han hasta hay la las le les lo los
        mas me mi muy no nos o para pero por porque que quien se si sin sobre son su sus también
        un una unos y ya
    """,
    "fa": """
        و در به از که این آن با را برای تا بر است بود شد شده می نمی هم یا نیز یک ما او وی آنها
        ها چه چند چرا کجا کی چگونه آیا هر اگر اما پس بین پیش
    """,
    "fr": """
        à au aux avec ce ces cette c dans de des du d elle elles en est et été était étaient il
        ils je j l la le les leur leurs lui mais me même mes m n ne nos notre nous on ont ou où
        par pas pour qu que quel quelle quelles quels qui quand quoi combien comment pourquoi sa
        se ses si son sont sur s t ta te tu un une vous y
    """,
    "hi": """
        का की के को में से है हैं था थे थी और या पर ने यह वह कि जो क्या कब कहाँ कौन कैसे क्यों
        कितने तो ही भी नहीं एक
    """,
    "it": """
        a ad al alla alle agli ai anche c che chi ci come con cosa da dal dalla dei del della
        delle di dove e è era erano fu gli ha hanno i il in io la le lo l ma mi nel nella non o
        per perché più quale quali quando quanti se si sono su sul sulla un una uno un
    """,
    "nl": """
        aan al als bij dan dat de der die dit door een en er haar had heeft het hij hoe hoeveel
        hun ik in is je kan maar met na naar niet nog of om onder ook op over te tot toen uit
        van veel voor waar wanneer waren waarom was wat we wel werd wie wordt zal ze zich zij
        zijn zo
    """,
    "pl": """
        a aby ale by był była było były co czy dla do gdy gdzie i ich ile ja jak jaki jako je
        jego jej jest już kiedy kto która które który lub ma na nad nie niż o od on ona oni po
        pod przez przy się są ta tak te tego tej ten to tu tym w we z za ze że
    """,
    "pt": """
        a ao aos as até com como da das de do dos e é ela elas ele eles em entre era essa esse
        esta este foi foram há isso já lhe mais mas me na não nas no nos o onde os ou para pela
        pelo por porque qual quando que quem quantos se sem seu sua são também um uma
    """,
    "ru": """
        а без бы был была были было быть в во вот все вы где да для до его ее если еще же за и
        из или им их к как какая какие какой ко когда кого кто ли мы на над не него нее ни них
        но о об он она они оно от по под почему при с сколько со так там то тот тоже у уже что
        чтобы чья чей эта эти это этот я
    """,
    "sv": """
        av att de den denna det detta då där efter ej en eller ett från för ha han har hon hur
        många i inte jag kan man med men mot när nu och om på sig sin som så till under upp ut
        vad var varför vem vi vid vilka vilken är
    """,
    "tg": """
        ва дар аз ба ки бо то барои ин он ё на кӣ чӣ кай куҷо чанд чаро ҳам ҳар як ро аст буд
        шуд
    """,
    "tr": """
        acaba ama ancak bir bu bunu çok da daha de değil diye en gibi hangi hem her için idi ile
        ise kaç kim kadar ki mı mi mu mü nasıl ne neden nerede niçin o olan olarak onu sonra şu
        üzere ve veya ya zaman
    """,
    "uk": """
        а без би був була були було в вже все де для до за з і й із його її їх як яка яке які
        який коли кого ким хто чи що щоб ми на над не ні але о об по при про від у це цей ця ці
        та так там те той то я чому скільки
    """,
}
"""By the first part of a language's tag."""
STOP_WORDS["prs"] = STOP_WORDS["fa"]
