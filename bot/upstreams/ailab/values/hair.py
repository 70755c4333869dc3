"""Hairstyles, hair colours and beards, by the vendor's own names."""

from bot.upstreams.ailab.choosing import Names, same

_MEN = same(
    """
    BuzzCut UnderCut Pompadour SlickBack CurlyShag WavyShag FauxHawk Spiky CombOver HighTightFade ManBun Afro
    LowFade UndercutLongHair TwoBlockHaircut TexturedFringe BluntBowlCut LongWavyCurtainBangs MessyTousled
    CornrowBraids LongHairTiedUp Middle-parted ManGreased WavyMiddlePart Natural_Side-Part Wolf_Crop
    Wind-Tousled_Crop Side-Parted_Textured FluffyMiddlePart FreshSide-Parted Smooth_Crop Korean_Wavy_Crop
    Comma_Hair Side-Part_Crop Natural_Middle_Part Chestnut ChoppyBangs StructuredWavyShag TinfoilPerm
    """
)
_WOMEN = same(
    """
    ShortPixieWithShavedSides ShortNeatBob DoubleBun Updo Spiked bowlCut Chignon PixieCut SlickedBack
    LongCurly CurlyBob StackedCurlsInShortBob SidePartCombOverHairstyleWithHighFade WavyFrenchBobVibesfrom1920
    BobCut ShortTwintails ShortCurlyPixie LongStraight LongWavy FishtailBraid TwinBraids Ponytail Dreadlocks
    Cornrows ShoulderLengthHair LooseCurlyAfro LongTwintails LongHimeCut BoxBraids Layered_Waves
    Side_Flip_Perm Textured_Crop Mushroom_Curl Vintage_Curls Magic_Perm Side-Parted_Waves Fluffy_Short
    Smooth_Inward_Bob Neat_Short Natural_Short Chic_Tapered_Bob Edgy_Textured_Pixie Elegant_Wavy_Crop
    Chic_Wavy_Pixie Elegant_Side_Wave Soft_Layered_Curl Executive_Pixie Curved_Chic_Bob Airy_Short_Curls
    Playful_Curly_Bob Playful_Wavy_Bob Elegant_Soft_Curl Elegant_Smooth_Bob Retro_Airy_Curl Soft_Wavy_Bob
    Light_Inward_Bob Neat_Curly_Crop_Cut Elegant_Volumized_Bob Modern_Curls_Chic Mocha_Volume_Pixie
    Elegant_Side_Flow ClassicWavyBob Fluffy_Pixie_Cut FrenchBangs JapaneseShort MediumLongLayered
    """
)
_NUMBERED_MEN = same(" ".join(f"male_hairstyle_{number:04}" for number in range(1, 63)))
_NUMBERED_WOMEN = same(" ".join(f"female_hairstyle_{number:04}" for number in range(1, 74)))

STYLES: Names = {**_MEN, **_WOMEN, **_NUMBERED_MEN, **_NUMBERED_WOMEN}
"""101 for men, 139 for women."""

COLOURS = same(
    """
    blonde platinumBlonde brown lightBrown blue lightBlue purple lightPurple pink
    black white grey silver red orange green gradient multicolored darkBlue
    burgundy darkGreen
    """
)
TAKEN_OVER = "reference"
"""The colour of the second picture."""
PREMIUM_COLOURS: Names = {"original": "original", TAKEN_OVER: TAKEN_OVER, **COLOURS}

BEARDS = same(
    """
    FullBeardClassic CorporateBeard Garibaldi Verdi FullBeardTapered VanDyke Bandholz
    VanDykeRefined Goatee ExtendedGoatee Balbo AnchorBeardClean DucktailBeardPointed
    AnchorBeardFull DucktailBeardFull HeavyStubble ChevronMoustache HandlebarMoustache
    ImperialMoustache CircleBeard ChinStrap MuttonChops SoulPatch PetiteGoatee
    """
)
